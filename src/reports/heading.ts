import type { RunView } from '#api/contract/runs.ts'
import { showBytes, showCount, showDuration } from '#toolkit/words.ts'
import { html, type Html } from './html.ts'
import { tag } from './tag.ts'

/** What was done, between which places, when, and how it ended: what most readers came for. */
export function heading(run: RunView, title: string): Html {
  const { startedAt, finishedAt } = run
  const took = startedAt && finishedAt ? showDuration(Date.parse(finishedAt) - Date.parse(startedAt)) : undefined
  return html`<header>
    <h1>${title}</h1>
    <p class="verdict">${tag(run.state)} ${verdict(run)}</p>
    ${run.failure && html`<p class="failure">${run.failure}</p>`}
    ${run.notices?.map((notice) => html`<p>${notice}</p>`)}
    <dl>
      <dt>From</dt>
      <dd class="path">${run.job.source}</dd>
      <dt>To</dt>
      <dd class="path">${run.job.destination}</dd>
      ${
        startedAt &&
        html`<dt>Started</dt>
          <dd>${time(startedAt)}</dd>`
      }
      ${
        finishedAt &&
        html`<dt>Finished</dt>
          <dd>${time(finishedAt)}${took === undefined ? '' : `, after ${took}`}</dd>`
      }
      ${
        run.estimate &&
        html`<dt>Would take</dt>
          <dd>${showDuration(run.estimate.lowMs)} to ${showDuration(run.estimate.highMs)}: ${run.estimate.reason}</dd>`
      }
      ${
        run.calls && run.kind === 'run'
          ? html`<dt>Calls used</dt>
              <dd>${showCount(run.calls.used)}</dd>`
          : undefined
      }
    </dl>
  </header>`
}

/** The outcome in a sentence or two. */
function verdict(run: RunView): string {
  const { seen, moved, states } = run
  const flagged = states.flagged?.items ?? 0
  if (seen.items === 0) return 'The source folder holds nothing.'
  const open = flagged === 0 ? '' : ` ${count(flagged, 'item')} ${flagged === 1 ? 'needs' : 'need'} a person.`
  const older = run.olderVersions
  if (run.kind === 'simulation') {
    const pending = states.pending ?? { items: 0, bytes: 0 }
    if (pending.items === 0) return `Nothing is to be done: the destination has it all already.${open}`
    const before = older ? `, ${count(older.left, 'older version')} before them` : ''
    return `${count(pending.items, 'item')} would be copied or made (${showBytes(pending.bytes)})${before}. Nothing was changed.${open}`
  }
  const verified =
    run.verified === moved.items
      ? 'each of them verified'
      : run.verified === 0
        ? 'none of them verified, as the job asks'
        : `${showCount(run.verified)} of them verified`
  const what =
    moved.items === 0
      ? 'Nothing had to be moved.'
      : `${count(moved.items, 'file')} ${moved.items === 1 ? 'was' : 'were'} moved (${showBytes(moved.bytes)}), ${verified}${older && older.moved > 0 ? `; with ${count(older.moved, 'older version')} before them` : ''}.`
  return `${what}${open}`
}

function count(items: number, word: string): string {
  return `${showCount(items)} ${word}${items === 1 ? '' : 's'}`
}

function time(iso: string): Html {
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`
}
