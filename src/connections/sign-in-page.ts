import { createHash } from 'node:crypto'
import { signInMessage, type SignInMessage } from '#api/contract/connections.ts'
import { Html, html } from '#reports/html.ts'
import type { Raw } from '#toolkit/route.ts'

/** How a sign-in ended, in words. */
interface Ending {
  readonly title: string
  readonly sentence: string
  /** The page that opened this window, told how it ended; nobody else is. */
  readonly told?: { readonly origin: string; readonly message: SignInMessage }
}

// What it needs is in the page's own attributes, so it is always the same and its hash is known.
const script =
  'const{origin,message}=document.body.dataset;if(window.opener&&origin){window.opener.postMessage(JSON.parse(message),origin);if(JSON.parse(message).succeeded)window.close()}'
const scriptHash = createHash('sha256').update(script).digest('base64')

/** What the browser shows when a person comes back from the platform. */
export function signInPage({ title, sentence, told }: Ending): Raw {
  const message = told ? JSON.stringify(signInMessage.parse(told.message)) : ''
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – Gantry</title>
        <style>
          :root {
            color-scheme: light dark;
          }
          h1 {
            font-size: 1.25rem;
          }
          .quiet {
            color: light-dark(#475569, #a3b1c6);
          }
          body {
            font:
              1rem/1.5 system-ui,
              sans-serif;
            max-width: 36rem;
            margin: 12vh auto;
            padding: 0 1rem;
            color: light-dark(#0f172a, #e6ecf4);
            background: light-dark(#f8fafc, #0b1220);
          }
        </style>
      </head>
      <body data-origin="${told?.origin ?? ''}" data-message="${message}">
        <main>
          <h1>${title}</h1>
          <p>${sentence}</p>
          <p class="quiet">You can close this window.</p>
        </main>
        ${new Html(`<script>${script}</script>`)}
      </body>
    </html>`
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${scriptHash}'; frame-ancestors 'none'`
  return { type: 'text/html; charset=utf-8', body: page.text, headers: { 'content-security-policy': policy } }
}
