import type { ItemView, RunView } from '#api/contract/runs.ts'
import { html, Html } from './html.ts'
import { style } from './style.ts'
import { showBytes, showCount, showDuration } from '#toolkit/words.ts'

/** What the report lists by name; the rest is in the sums and, each item, in the proof. */
export interface ReportLists {
  readonly flagged: readonly ItemView[]
  readonly revised: readonly ItemView[]
  readonly ignored: readonly ItemView[]
}

/** Most rows of each list in the page; a browser shows these at once, and the proof has all. */
export const mostRows = 2000

/** The report of a run for people: one page that needs nothing else, to be read in a browser, printed or sent on. */
export function reportPage(run: RunView, lists: ReportLists): string {
  const title = `${run.kind === 'simulation' ? 'Simulation' : 'Run'} ${run.id}: ${run.job.name}`
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – Gantry</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <main>
          ${heading(run, title)} ${sums(run)}
          ${list('Needs a person', 'flagged', lists.flagged, run.states.flagged?.items ?? 0)}
          ${list('Copied under a changed name', 'revised', lists.revised, run.states.revised?.items ?? 0)}
          ${list('Left out by a rule', 'ignored', lists.ignored, run.states.ignored?.items ?? 0)} ${proof(run)}
        </main>
      </body>
    </html>`.text
}

function heading(run: RunView, title: string): Html {
  const took = run.startedAt && run.finishedAt ? Date.parse(run.finishedAt) - Date.parse(run.startedAt) : undefined
  return html`<header>
    <h1>${title}</h1>
    <p class="route"><span>${run.job.source}</span> <b aria-label="to">→</b> <span>${run.job.destination}</span></p>
    <p>
      ${tag(run.state)}
      ${run.finishedAt && html`finished <time datetime="${run.finishedAt}">${run.finishedAt.slice(0, 16).replace('T', ' ')} UTC</time>`}
      ${took !== undefined ? html`after ${showDuration(took)}` : undefined}
    </p>
    ${run.failure && html`<p class="failure">${run.failure}</p>`}
  </header>`
}

function sums(run: RunView): Html {
  const planned = run.kind === 'simulation'
  return html`<section>
    <h2>${planned ? 'What a run would do' : 'What happened'}</h2>
    <p>
      ${showCount(run.seen.items)} items seen at the source (${showBytes(run.seen.bytes)});
      ${
        planned
          ? html`${showCount(run.states.pending?.items ?? 0)} would be copied or made
            (${showBytes(run.states.pending?.bytes ?? 0)}).`
          : html`content of ${showCount(run.moved.items)} files moved (${showBytes(run.moved.bytes)}),
            ${showCount(run.verified)} of them verified.`
      }
      ${run.estimate && html`It would take ${showDuration(run.estimate.lowMs)} to ${showDuration(run.estimate.highMs)}: ${run.estimate.reason}`}
    </p>
    <table>
      <thead>
        <tr>
          <th scope="col">State</th>
          <th scope="col">Why</th>
          <th scope="col" class="number">Items</th>
        </tr>
      </thead>
      <tbody>
        ${run.reasons.map(
          (line) =>
            html`<tr>
              <td>${tag(line.state)}</td>
              <td>${line.words}</td>
              <td class="number">${showCount(line.items)}</td>
            </tr>`,
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colspan="2">All items seen</th>
          <td class="number">${showCount(run.seen.items)}</td>
        </tr>
      </tfoot>
    </table>
  </section>`
}

function list(title: string, state: string, items: readonly ItemView[], all: number): Html | undefined {
  if (all === 0) return undefined
  return html`<section>
    <h2>${title} <small>${showCount(all)}</small></h2>
    ${items.length < all ? html`<p>The first ${showCount(items.length)}; all of them: <code>gantry runs items --state ${state}</code></p>` : undefined}
    <table>
      <thead>
        <tr>
          <th scope="col">Item</th>
          <th scope="col">Why, and what became of it</th>
        </tr>
      </thead>
      <tbody>
        ${items.map(
          (item) =>
            html`<tr>
              <td class="path">${item.source}</td>
              <td>
                ${item.sentence || item.reason}
                ${item.destination && item.destination !== item.source ? html`<div class="path">${item.destination}</div>` : undefined}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`
}

function proof(run: RunView): Html | undefined {
  if (!run.proof) return undefined
  return html`<section>
    <h2>Proof</h2>
    <p>
      The signed manifest <code>${run.proof}</code> holds both hashes of every item. Check it, and the files again, at
      any time: <code>gantry verify ${run.proof} "${run.job.destination}"</code>
    </p>
  </section>`
}

const marks: Readonly<Record<string, string>> = {
  succeeded: '✓',
  revised: '✎',
  completed: '✓',
  flagged: '⚑',
  failed: '✕',
  'completed-with-flags': '⚑',
  ignored: '–',
  pending: '○',
}

function tag(state: string): Html {
  return html`<span class="tag ${state}">${marks[state] ?? '•'} ${state}</span>`
}
