import { html } from '#reports/html.ts'

/** What the browser shows when a person comes back from the platform; it needs nothing else and runs nothing. */
export function signInPage(title: string, sentence: string): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – Gantry</title>
        <style>
          body {
            font:
              1rem/1.5 system-ui,
              sans-serif;
            max-width: 36rem;
            margin: 20vh auto;
            padding: 0 1rem;
            color-scheme: light dark;
          }
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          <p>${sentence}</p>
        </main>
      </body>
    </html>`.text
}
