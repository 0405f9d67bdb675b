import { Html, html } from '#reports/html.ts'

/** A page to read, which needs nothing else and runs nothing. */
export function documentPage(title: string, content: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`.text
}

const style = `
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; color: light-dark(#0f172a, #e6ecf4); background: light-dark(#f8fafc, #0b1220); }
a { color: light-dark(#0f5c63, #5ec4cc); }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
nav { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; }
summary { cursor: pointer; padding: 0.25rem 0; }
pre { overflow: auto; max-height: 24rem; border: 1px solid; padding: 0.5rem; }
dd { margin: 0 0 0.5rem 1rem; }`
