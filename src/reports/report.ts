import type { RunOverview } from '#api/contract/exports.ts'
import type { ItemView, RunView } from '#api/contract/runs.ts'
import { renamings } from '#engine/reason.ts'
import { folderSection, type FolderSums } from './folder-section.ts'
import { handOver } from './hand-over.ts'
import { html, Html } from './html.ts'
import { heading } from './heading.ts'
import { itemList } from './item-list.ts'
import { overviewSection } from './overview-section.ts'
import { proofSection } from './proof-section.ts'
import { style } from './style.ts'
import { sums } from './sums.ts'

/** What the report tells besides the run itself. */
export interface ReportParts {
  /** Items by name; the rest is in the sums and, each item, in the proof. */
  readonly flagged: readonly ItemView[]
  readonly revised: readonly ItemView[]
  readonly ignored: readonly ItemView[]
  readonly removed: readonly ItemView[]
  readonly overview: RunOverview
  /** Absent for a simulation, which has moved nothing. */
  readonly folders?: FolderSums
}

/** Most rows of each list in the page; a browser shows these at once, and the proof has all. */
export const mostRows = 2000

/** The report of a run for people: one page that needs nothing else, to be read in a browser, printed or sent on. */
export function reportPage(run: RunView, parts: ReportParts): string {
  const { overview, folders } = parts
  const title = `${run.kind === 'simulation' ? 'Simulation' : 'Run'} ${run.id}: ${run.job.name}`
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="content-security-policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – Gantry</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <main>
          ${heading(run, title)} ${sums(run)} ${folders && folderSection(run, folders)}
          ${overviewSection(run, overview)} ${listsOf(run, parts).map((list) => itemList(run, list))}
          ${proofSection(run)} ${run.kind === 'run' ? handOver() : undefined}
          <footer>Written by Gantry. All times are UTC.</footer>
        </main>
      </body>
    </html>`.text
}

function listsOf(run: RunView, { flagged, revised, ignored, removed }: ReportParts) {
  const countOf = (state: ItemView['state']) => run.states[state]?.items ?? 0
  return [
    {
      title: 'Needs a person',
      all: countOf('flagged'),
      filter: '--state flagged',
      items: flagged,
      advice: 'Each line says what to do. The next run of the job tries these items again.',
    },
    {
      title: run.kind === 'simulation' ? 'Would be deleted' : 'Deleted',
      all: run.removed.items,
      filter: `--reason ${removed[0]?.reason ?? 'removed'}`,
      items: removed,
      advice: 'One side has lost these, and the job says that the other follows.',
    },
    run.kind === 'simulation'
      ? {
          title: 'Would get another name',
          all: plannedFor(run, renamings),
          filter: '--state revised',
          items: revised,
          advice: 'The destination cannot hold the names that these have at the source.',
        }
      : {
          title: 'Under a changed name',
          all: countOf('revised'),
          filter: '--state revised',
          items: revised,
          advice: 'The original name is kept in the proof.',
        },
    {
      title: 'Left out by a rule',
      all: countOf('ignored'),
      filter: '--state ignored',
      items: ignored,
      advice: 'The options of the job say so.',
    },
  ]
}

/** How many a simulation plans for one of these reasons. */
function plannedFor({ reasons }: RunView, some: readonly string[]): number {
  return reasons
    .filter(({ state, reason }) => state === 'pending' && some.includes(reason))
    .reduce((sum, { items }) => sum + items, 0)
}
