import { describe, expect, test } from 'vitest'
import type { FolderView, RunOverview } from '#api/contract/exports.ts'
import type { ItemView, RunView } from '#api/contract/runs.ts'
import { reportPage } from './report.ts'

const run: RunView = {
  id: '7',
  job: { id: '3', name: 'Close-out & hand-over', source: 'Share:Plans', destination: 'Procore:Harbour/<Plans>' },
  kind: 'run',
  state: 'completed-with-flags',
  seen: { items: 4, bytes: 2048 },
  isScanned: true,
  states: {
    pending: { items: 0, bytes: 0 },
    retrying: { items: 0, bytes: 0 },
    succeeded: { items: 2, bytes: 1024 },
    revised: { items: 1, bytes: 1024 },
    flagged: { items: 1, bytes: 0 },
    ignored: { items: 0, bytes: 0 },
  },
  reasons: [
    { state: 'succeeded', reason: 'copied', words: 'new at the destination', items: 2 },
    { state: 'revised', reason: 'renamed', words: 'the destination cannot hold the name', items: 1 },
    { state: 'flagged', reason: 'unreadable', words: 'the source could not be read', items: 1 },
  ],
  moved: { items: 3, bytes: 2048 },
  verified: 3,
  removed: { items: 0, bytes: 0 },
  report: '/data/reports/run-7/report.html',
  proof: '/data/reports/run-7/proof.jsonl',
  createdAt: '2026-03-01T10:00:00.000Z',
  startedAt: '2026-03-01T10:00:01.000Z',
  finishedAt: '2026-03-01T10:02:31.000Z',
}

const flagged: ItemView = {
  source: 'Private <script>alert(1)</script>',
  kind: 'folder',
  size: 0,
  state: 'flagged',
  reason: 'unreadable',
  words: 'the source could not be read',
  sentence: '',
}
const overview: RunOverview = {
  types: [
    { class: 'drawings', words: 'Drawings', files: 3, bytes: 2000, flagged: 0 },
    { class: 'other', words: 'Other types', files: 1, bytes: 48, flagged: 1 },
  ],
  sizes: [{ class: 'to-100-kib', words: 'Under 100 KiB', files: 4, bytes: 2048, flagged: 1 }],
  ages: [{ class: 'unknown', words: 'Not known', files: 4, bytes: 2048, flagged: 1 }],
}
const lists = { flagged: [flagged], revised: [], ignored: [], removed: [], overview }

describe('the report of a run', () => {
  test('says first how it ended, between which places and how long it took', () => {
    const page = reportPage(run, lists)
    expect(page).toContain('3 files were moved (2.0 KiB), each of them verified. 1 item needs a person.')
    expect(page).toContain('2026-03-01 10:02:31 UTC</time>, after 3 min')
    expect(page).toContain('Procore:Harbour/&lt;Plans&gt;')
  })

  test('runs no script, whatever names hold, and loads nothing', () => {
    const page = reportPage(run, lists)
    expect(page).not.toContain('<script')
    expect(page).toContain('Private &lt;script&gt;')
    expect(page).not.toMatch(/(src|href)=|@import|url\(/)
  })

  test('gives words for a reason that has no sentence', () => {
    expect(reportPage(run, lists)).toContain('the source could not be read.')
  })

  test('lists nothing where there is nothing, and says where the rest of a long list is', () => {
    expect(reportPage(run, lists)).not.toContain('Left out by a rule <small>')
    const many = { ...run, states: { ...run.states, flagged: { items: 5000, bytes: 0 } } }
    expect(reportPage(many, lists)).toContain('gantry runs items 7 --state flagged')
  })

  test('of a simulation says what would be done and that nothing was changed', () => {
    const simulation: RunView = {
      ...run,
      kind: 'simulation',
      state: 'completed',
      states: { ...run.states, pending: { items: 3, bytes: 2048 } },
      proof: undefined,
      estimate: { calls: 6, lowMs: 60_000, highMs: 120_000, reason: '6 calls at 3,600 in 60 minutes' },
    }
    const page = reportPage(simulation, lists)
    expect(page).toContain('3 items would be copied or made (2.0 KiB). Nothing was changed.')
    expect(page).toContain('1 min to 2 min: 6 calls at 3,600 in 60 minutes')
    expect(page).not.toContain('Proof')
  })

  test('names what was deleted', () => {
    const removed: ItemView = { ...flagged, source: 'Old/A-100.pdf', state: 'succeeded', reason: 'removed' }
    const page = reportPage({ ...run, removed: { items: 3000, bytes: 9 } }, { ...lists, removed: [removed] })
    expect(page).toContain('Deleted <small>3,000</small>')
    expect(page).toContain('Old/A-100.pdf')
    expect(page).toContain('gantry runs items 7 --reason removed')
    expect(reportPage(run, lists)).not.toContain('Deleted at')
  })

  test('draws types, sizes and ages as bars beside their numbers', () => {
    const page = reportPage(run, lists)
    expect(page).toContain('All files, by what they are')
    expect(page).toMatch(/Other types<\/th>\s*<td class="bar" aria-hidden="true"><span style="width: 33\.3%">/)
    expect(reportPage(run, { ...lists, overview: { types: [], sizes: [], ages: [] } })).not.toContain(
      'by what they are',
    )
  })

  test('names the folders in which something is missing, and how much', () => {
    const plans: FolderView = {
      source: 'Plans <old>',
      destination: 'Plans',
      outcome: 'differs',
      atSource: { files: 12, folders: 2, bytes: 4096 },
      atDestination: { files: 11, folders: 2, bytes: 2048 },
      ignored: 0,
      flagged: 1,
    }
    const page = reportPage(run, {
      ...lists,
      folders: { outcomes: { same: 7, 'left-out': 1, differs: 1 }, differing: [plans] },
    })
    expect(page).toContain(
      '9 folders compared: 7 hold the same on both sides; 1 lacks only what a rule left out; in 1 something is missing',
    )
    expect(page).toMatch(/Plans &lt;old&gt;\/<\/td>[^]*12<\/td>[^]*11<\/td>[^]*1 file<\/td>[^]*2\.0 KiB<\/td>/)
    const whole = { outcomes: { same: 9, 'left-out': 0, differs: 0 }, differing: [] }
    expect(reportPage(run, { ...lists, folders: whole })).toContain('the destination holds all that the source held.')
  })

  test('is signed on paper, where long lists are cut short and say so', () => {
    const many = Array.from({ length: 60 }, () => flagged)
    const page = reportPage(run, { ...lists, flagged: many })
    expect(page).toContain('Received by')
    expect(page).toContain('On paper are the first 50;')
    expect(reportPage(run, lists)).not.toContain('On paper are')
  })
})
