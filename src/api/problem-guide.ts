import { html } from '#reports/html.ts'
import { documentPage } from './document-page.ts'
import { problemKinds } from './problem-kinds.ts'

/** What each kind of problem means and what to do; docs/guide/problems.md says the same. */
export function problemGuidePage(): string {
  return documentPage(
    'Problems – Gantry',
    html`<p>
        What is refused or fails is answered with <code>application/problem+json</code> (RFC 9457). Its
        <code>detail</code> says what was attempted and what went wrong; this page what such problems mean.
      </p>
      ${problemKinds.map(
        ({ code, title, status, meaning, advice }) =>
          html`<h2 id="${code}">${title}</h2>
            <p><code>${code}</code>, status ${status}. ${meaning}</p>
            <p>What to do: ${advice}</p>`,
      )}`,
  )
}
