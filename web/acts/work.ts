import type { RunOverview } from '#api/contract/exports.ts'
import type { FlaggedPage, IgnoredItems, IgnoreItems, RetriedItems, RetryItems } from '#api/contract/flagged.ts'
import type { ChangeJob, JobPage, JobPreview, JobView, NewJob } from '#api/contract/jobs.ts'
import type { JobSchedule, SchedulePreview } from '#api/contract/schedule.ts'
import type { ItemDetails, ItemPage, ItemView, RunPage, RunView, Throughput } from '#api/contract/runs.ts'
import { ask } from '../ask.ts'

export interface RunQuery {
  readonly job?: string | undefined
  readonly state?: RunView['state'] | undefined
  readonly kind?: RunView['kind'] | undefined
  readonly connection?: string | undefined
  readonly text?: string | undefined
  readonly limit?: number
  readonly after?: string
}

export interface JobQuery {
  readonly text?: string | undefined
  readonly show?: 'archived' | 'all' | undefined
  readonly category?: string | undefined
  readonly connection?: string | undefined
  readonly limit?: number
  readonly after?: string | undefined
}

export interface ItemQuery {
  readonly state?: ItemView['state'] | undefined
  readonly reason?: string | undefined
  readonly text?: string | undefined
  readonly after?: string
}

export interface FlaggedQuery {
  readonly run?: string | undefined
  readonly reason?: string | undefined
  readonly text?: string | undefined
  readonly limit?: number
  readonly after?: string
}

/** Jobs and their runs. */
export const workActs = {
  listJobs: (query: JobQuery = {}) => ask<JobPage>('listJobs', { query: { ...query } }),
  previewJob: (json: NewJob) => ask<JobPreview>('previewJob', { json }),
  addJob: (json: NewJob) => ask<JobView>('addJob', { json }),
  showJob: (job: string) => ask<JobView>('showJob', { parts: { job } }),
  changeJob: (job: string, json: ChangeJob) => ask<JobView>('changeJob', { parts: { job }, json }),
  exportJobs: (jobs: string) => ask<string>('exportJobs', { query: { jobs } }),
  previewSchedule: (json: { readonly schedule: JobSchedule }) => ask<SchedulePreview>('previewSchedule', { json }),
  removeJob: (job: string) => ask<void>('removeJob', { parts: { job } }),
  startRun: (job: string, simulate = false) => ask<RunView>('startRun', { parts: { job }, json: { simulate } }),
  listRuns: (query: RunQuery = {}) => ask<RunPage>('listRuns', { query: { ...query } }),
  showRun: (run: string) => ask<RunView>('showRun', { parts: { run } }),
  listItems: (run: string, query: ItemQuery = {}) =>
    ask<ItemPage>('listItems', { parts: { run }, query: { ...query } }),
  showItem: (run: string, query: Pick<ItemView, 'kind' | 'source'>) =>
    ask<ItemDetails>('showItem', { parts: { run }, query: { ...query } }),
  showThroughput: (run: string) => ask<Throughput>('showThroughput', { parts: { run } }),
  showRunOverview: (run: string) => ask<RunOverview>('showRunOverview', { parts: { run } }),
  listFlagged: (query: FlaggedQuery = {}) => ask<FlaggedPage>('listFlagged', { query: { ...query } }),
  retryItems: (json: RetryItems) => ask<RetriedItems>('retryItems', { json }),
  ignoreItems: (json: IgnoreItems) => ask<IgnoredItems>('ignoreItems', { json }),
  resumeRun: (run: string) => ask<RunView>('resumeRun', { parts: { run } }),
  pauseRun: (run: string) => ask<RunView>('pauseRun', { parts: { run } }),
  approveRun: (run: string) => ask<RunView>('approveRun', { parts: { run } }),
  declineRun: (run: string) => ask<RunView>('declineRun', { parts: { run } }),
  cancelRun: (run: string) => ask<RunView>('cancelRun', { parts: { run } }),
} as const
