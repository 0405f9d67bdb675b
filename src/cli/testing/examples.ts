import type { ConnectionView } from '#api/contract/connections.ts'
import { jobOptions, type JobView } from '#api/contract/jobs.ts'
import type { PlatformList } from '#api/contract/platforms.ts'
import type { RunView } from '#api/contract/runs.ts'

const at = '2026-03-02T08:00:00.000Z'

export const platforms: PlatformList = {
  platforms: [
    {
      id: 'filesystem',
      title: 'Disk or share',
      summary: 'A folder on this machine.',
      icon: { letters: 'D', hue: 210 },
      ways: [
        {
          id: 'folder',
          label: 'A folder',
          help: 'Inside this folder only.',
          kind: 'none',
          fields: [{ id: 'root', label: 'Folder', help: 'An absolute path.', kind: 'folder', isRequired: true }],
          clientFields: [],
        },
      ],
      notes: [],
    },
    {
      id: 'procore',
      title: 'Procore',
      summary: 'Documents of projects.',
      icon: { letters: 'P', hue: 18 },
      ways: [
        {
          id: 'code',
          label: 'Sign in with Procore',
          help: 'A person signs in.',
          kind: 'code',
          fields: [
            {
              id: 'domain',
              label: 'Domain',
              help: 'The address of the API.',
              kind: 'url',
              isRequired: true,
              suggestion: 'https://api.procore.com/',
            },
          ],
          clientFields: [],
        },
        {
          id: 'client-credentials',
          label: 'Service account',
          help: 'For unattended work.',
          kind: 'client-credentials',
          fields: [
            { id: 'clientId', label: 'Client ID', help: 'Of your app.', kind: 'text', isRequired: true },
            { id: 'clientSecret', label: 'Client Secret', help: 'Of the same app.', kind: 'secret', isRequired: true },
          ],
          clientFields: [],
        },
      ],
      notes: ['Few calls per hour.'],
    },
  ],
}

export const connection: ConnectionView = {
  id: '7',
  platform: { id: 'procore', title: 'Procore' },
  name: 'Procore',
  way: 'client-credentials',
  client: 'own',
  isDisabled: false,
  jobs: 0,
  settings: { clientId: 'the-app' },
  health: 'never-tested',
  createdAt: at,
}

export const job: JobView = {
  id: '3',
  name: 'Handover',
  source: '/srv/handover',
  destination: 'Procore:Harbour/Handover',
  options: jobOptions.parse({}),
  filters: {},
  schedule: {},
  pace: {},
  summary: 'Copies “/srv/handover” to “Procore:Harbour/Handover”; never deletes.',
  createdAt: at,
}

const none = { items: 0, bytes: 0 }

export const run: RunView = {
  id: '12',
  job: { id: job.id, name: job.name, source: job.source, destination: job.destination },
  kind: 'run',
  state: 'completed',
  seen: { items: 3, bytes: 3000 },
  isScanned: true,
  states: {
    pending: none,
    retrying: none,
    succeeded: { items: 3, bytes: 3000 },
    revised: none,
    flagged: none,
    ignored: none,
  },
  reasons: [{ state: 'succeeded', reason: 'copied', words: 'new at the destination', items: 3 }],
  moved: { items: 3, bytes: 3000 },
  verified: 3,
  removed: { items: 0, bytes: 0 },
  report: '/data/reports/12.html',
  proof: '/data/reports/12.jsonl',
  createdAt: at,
  startedAt: at,
  finishedAt: '2026-03-02T08:02:00.000Z',
}

/** The same run before its end. */
export const running: RunView = {
  ...run,
  state: 'transferring',
  states: { ...run.states, pending: { items: 2, bytes: 2000 }, succeeded: { items: 1, bytes: 1000 } },
  moved: { items: 1, bytes: 1000 },
  calls: { used: 40, limit: 3600, left: 3560, resetsAt: '2026-03-02T09:00:00.000Z' },
  eta: { lowMs: 60_000, highMs: 120_000, reason: 'at the speed so far' },
}
