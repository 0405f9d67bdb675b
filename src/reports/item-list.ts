import type { ItemView, RunView } from '#api/contract/runs.ts'
import { showCount } from '#toolkit/words.ts'
import { html, type Html } from './html.ts'
import { printedRows } from './style.ts'

interface List {
  readonly title: string
  /** How many there are; the list may hold fewer. */
  readonly all: number
  /** What the command line is told to list them all. */
  readonly filter: string
  readonly items: readonly ItemView[]
  readonly advice: string
}

/** Items by name, each with its reason; nothing when there are none. */
export function itemList(run: RunView, { title, all, filter, items, advice }: List): Html | undefined {
  if (all === 0 || items.length === 0) return undefined
  return html`<section>
    <h2>${title} <small>${showCount(all)}</small></h2>
    <p>${advice}</p>
    ${items.length < all ? html`<p>Here are ${showCount(items.length)} of them; for all: <code>gantry runs items ${run.id} ${filter}</code></p>` : undefined}
    ${items.length > printedRows ? html`<p class="paper">On paper are the first ${showCount(printedRows)}; the exports of the run have them all.</p>` : undefined}
    <table class="list">
      <thead>
        <tr>
          <th scope="col">Item</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        ${items.map(row)}
      </tbody>
    </table>
  </section>`
}

function row({ source, destination, state, words, sentence, kind, versions }: ItemView): Html {
  const isRenamed = destination !== undefined && destination !== source
  return html`<tr>
    <td class="path">${source}${kind === 'folder' ? '/' : ''}</td>
    <td>
      ${sentence || `${words}.`}
      ${isRenamed ? html`<div class="path">${state === 'pending' ? 'then' : 'now'} ${destination}</div>` : undefined}
      ${versions === undefined ? undefined : html`<div>${showCount(versions)} versions</div>`}
    </td>
  </tr>`
}
