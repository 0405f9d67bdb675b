import { html, type Html } from './html.ts'

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

/** A state of a run or an item as it is shown: never by its colour alone. */
export function tag(state: string): Html {
  return html`<span class="tag ${state}">${marks[state] ?? '•'} ${state.replaceAll('-', ' ')}</span>`
}
