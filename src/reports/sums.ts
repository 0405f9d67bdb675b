import type { RunView } from '#api/contract/runs.ts'
import { showBytes, showCount } from '#toolkit/words.ts'
import { html, type Html } from './html.ts'
import { tag } from './tag.ts'

type State = RunView['reasons'][number]['state']

const order: readonly State[] = ['succeeded', 'revised', 'pending', 'retrying', 'flagged', 'ignored']

/** Every item seen, by its state and why it is in it: the rows add up to the last one. */
export function sums(run: RunView): Html {
  return html`<section>
    <h2>${run.kind === 'simulation' ? 'What a run would do' : 'Every item seen'}</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">State</th>
          <th scope="col">Why</th>
          <th scope="col" class="number">Items</th>
          <th scope="col" class="number">Content</th>
        </tr>
      </thead>
      ${order.map((state) => group(run, state))}
      <tfoot>
        <tr>
          <th scope="row" colspan="2">All files and folders seen at the source</th>
          <td class="number">${showCount(run.seen.items)}</td>
          <td class="number">${showBytes(run.seen.bytes)}</td>
        </tr>
      </tfoot>
    </table>
  </section>`
}

function group(run: RunView, state: State): Html {
  const { items, bytes } = run.states[state] ?? { items: 0, bytes: 0 }
  if (items === 0) return html``
  const reasons = run.reasons.filter((line) => line.state === state)
  return html`<tbody>
    <tr>
      <th scope="rowgroup">${tag(state)}</th>
      <td>${meanings[state]}</td>
      <td class="number"><b>${showCount(items)}</b></td>
      <td class="number">${showBytes(bytes)}</td>
    </tr>
    ${reasons.map(
      ({ words, items: some }) =>
        html`<tr class="reason">
          <td></td>
          <td>${words}</td>
          <td class="number">${showCount(some)}</td>
          <td></td>
        </tr>`,
    )}
  </tbody>`
}

const meanings: Readonly<Record<State, string>> = {
  succeeded: 'as at the source',
  revised: 'there, under a changed name',
  pending: 'to be copied or made',
  retrying: 'to be tried again',
  flagged: 'needs a person',
  ignored: 'left out by a rule',
}
