import { html, type Html } from '#reports/html.ts'
import { apiRoot } from './contract/routes.ts'
import { documentPage } from './document-page.ts'
import type { OpenApi, Operation, Parameter } from './openapi.ts'
import { problemGuide } from './problem-kinds.ts'

/** The document of the API as a page for people; it needs nothing else and runs nothing. */
export function referencePage(document: OpenApi): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  const tags = [...new Set(operations.flatMap(({ operation }) => operation.tags))]
  return documentPage(
    'The API of Gantry',
    html`<p>
        Addresses are below <code>${apiRoot}</code>. Who asks is told by <code>Authorization: Bearer TOKEN</code>. The
        same as a document for programs: <a href="${apiRoot}/openapi.json">OpenAPI 3.1</a>. What is refused or fails is
        answered with <code>application/problem+json</code>: <a href="${problemGuide}">Problems</a>.
      </p>
      <nav aria-label="Nouns">${tags.map((tag) => html`<a href="#${tag}">${tag}</a> `)}</nav>
      ${tags.map(
        (tag) =>
          html`<h2 id="${tag}">${tag}</h2>
            ${operations.filter(({ operation }) => operation.tags.includes(tag)).map(entry)}`,
      )}`,
  )
}

function entry({ path, method, operation }: { path: string; method: string; operation: Operation }): Html {
  const { operationId, summary, parameters, requestBody, responses } = operation
  return html`<details id="${operationId}">
    <summary><code>${method} ${path}</code> ${summary}</summary>
    <p>Permission: <code>${operation['x-permission']}</code></p>
    ${parameters.length > 0 ? listOf(parameters) : undefined}
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

function listOf(parameters: readonly Parameter[]): Html {
  return html`<dl>
    ${parameters.map(
      (one) =>
        html`<dt><code>${one.name}</code> in the ${one.in}${one.required ? ', needed' : undefined}</dt>
          <dd>
            ${one.description}
            <div><code>${JSON.stringify(one.schema)}</code></div>
          </dd>`,
    )}
  </dl>`
}

function schemaOf(content: Readonly<Record<string, unknown>>): Html {
  return html`${Object.entries(content).map(
    ([type, media]) =>
      html`<p><code>${type}</code></p>
        <pre tabindex="0">${JSON.stringify(media, undefined, 2)}</pre>`,
  )}`
}
