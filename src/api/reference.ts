import { Html, html } from '#reports/html.ts'
import { apiRoot } from './contract/routes.ts'
import type { OpenApi, Operation, Parameter } from './openapi.ts'
import { problemAnchor, problemKinds } from './problem-kinds.ts'

/** The document of the API as a page for people; it needs nothing else and runs nothing. */
export function referencePage(document: OpenApi): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  const tags = [...new Set(operations.flatMap(({ operation }) => operation.tags))]
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>API – Gantry</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <main>
          <h1>The API of Gantry</h1>
          <p>
            Addresses are below <code>${apiRoot}</code>. Who asks is told by <code>Authorization: Bearer TOKEN</code>.
            The same as a document for programs: <a href="${apiRoot}/openapi.json">OpenAPI 3.1</a>.
          </p>
          <nav aria-label="Nouns">${tags.map((tag) => html`<a href="#${tag}">${tag}</a> `)}</nav>
          ${tags.map(
            (tag) =>
              html`<h2 id="${tag}">${tag}</h2>
                ${operations.filter(({ operation }) => operation.tags.includes(tag)).map(entry)}`,
          )}
          <h2 id="problems">Problems</h2>
          <p>What is refused or fails is answered with <code>application/problem+json</code> (RFC 9457).</p>
          ${problemKinds.map(
            ({ code, title, status, advice }) =>
              html`<h3 id="${problemAnchor(code)}"><code>${code}</code> – ${title} (${status})</h3>
                <p>${advice}</p>`,
          )}
        </main>
      </body>
    </html>`.text
}

function entry({ path, method, operation }: { path: string; method: string; operation: Operation }): Html {
  const { operationId, summary, parameters, requestBody, responses } = operation
  return html`<details id="${operationId}">
    <summary><code>${method} ${path}</code> ${summary}</summary>
    <p>Permission: <code>${operation['x-permission']}</code></p>
    ${parameters.length > 0 ? tableOf(parameters) : undefined}
    ${
      requestBody
        ? html`<h4>Body</h4>
            ${schemaOf(requestBody.content)}`
        : undefined
    }
    ${Object.entries(responses)
      .filter(([status]) => status !== 'default')
      .map(
        ([status, { content }]) =>
          html`<h4>Answer ${status}</h4>
            ${content ? schemaOf(content) : undefined}`,
      )}
  </details>`
}

function tableOf(parameters: readonly Parameter[]): Html {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Name</th>
        <th scope="col">In</th>
        <th scope="col">Needed</th>
        <th scope="col">Schema</th>
      </tr>
    </thead>
    <tbody>
      ${parameters.map(
        (one) =>
          html`<tr>
            <td><code>${one.name}</code></td>
            <td>${one.in}</td>
            <td>${one.required ? 'yes' : 'no'}</td>
            <td><code>${JSON.stringify(one.schema)}</code></td>
          </tr>`,
      )}
    </tbody>
  </table>`
}

function schemaOf(content: Readonly<Record<string, unknown>>): Html {
  return html`${Object.entries(content).map(
    ([type, media]) =>
      html`<p><code>${type}</code></p>
        <pre tabindex="0">${JSON.stringify(media, undefined, 2)}</pre>`,
  )}`
}

const style = `
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; color-scheme: light dark; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
nav { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; }
summary { cursor: pointer; padding: 0.25rem 0; }
pre { overflow: auto; max-height: 24rem; border: 1px solid; padding: 0.5rem; }
table { border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 1rem 0.25rem 0; overflow-wrap: anywhere; }`
