import type { Readable } from 'node:stream'
import type { z } from 'zod'
import { auditPage, auditVerdict, type AuditFilter } from '#api/contract/audit.ts'
import {
  clientCredentialsChange,
  clientCredentialsList,
  clientCredentialsView,
  keyRotation,
} from '#api/contract/client-credentials.ts'
import {
  connectionChange,
  connectionList,
  connectionTest,
  connectionView,
  signInView,
  type ChangeConnection,
  type ConnectionView,
  type NewConnection,
} from '#api/contract/connections.ts'
import {
  comparison,
  filterTrial,
  platformDetails,
  sideList,
  trialList,
  type ComparisonQuery,
  type TryFilters,
  type TryLocation,
  type TryNames,
} from '#api/contract/comparison.ts'
import { runOverview, type ExportContent, type ExportQuery } from '#api/contract/exports.ts'
import {
  flaggedPage,
  ignoredItems,
  retriedItems,
  type FlaggedQuery,
  type IgnoreItems,
  type RetryItems,
} from '#api/contract/flagged.ts'
import { jobPage, jobPlan, jobView, type ChangeJob, type JobFile, type NewJob } from '#api/contract/jobs.ts'
import { entryPage, proofCheckLine, type ProofCheckLine } from '#api/contract/locations.ts'
import {
  madeToken,
  offeredLink,
  peoplePage,
  personView,
  tokenPage,
  type ChangePerson,
  type NewToken,
  type PersonView,
} from '#api/contract/people.ts'
import { platformList } from '#api/contract/platforms.ts'
import { proofKeyView } from '#api/contract/proof-key.ts'
import type { RouteName } from '#api/contract/routes.ts'
import { itemPage, runPage, runView, throughput, type ItemQuery } from '#api/contract/runs.ts'
import { schedulePreview, type JobSchedule } from '#api/contract/schedule.ts'
import {
  deliveryPage,
  deliveryView,
  madeWebhook,
  webhookList,
  webhookView,
  type ChangeWebhook,
  type NewWebhook,
} from '#api/contract/webhooks.ts'
import { CommandFailure } from './failure.ts'
import { ask, type Answer, type Door, type Question } from './request.ts'

/** The API as functions; every answer has passed the contract's schema. */
export type Client = ReturnType<typeof openClient>

/** Items asked for at a time: the most that the contract allows. */
const pageSize = 500

export function openClient(door: Door) {
  const get = async <Schema extends z.ZodType>(name: RouteName, schema: Schema, question?: Question) =>
    parse(door, schema, await (await ask(door, name, question)).text())
  const done = async (name: RouteName, question: Question) => (await ask(door, name, question)).dump()

  return {
    server: door.server,
    listPlatforms: () => get('listPlatforms', platformList),
    showPlatform: (platform: string) => get('showPlatform', platformDetails, { parts: { platform } }),
    listSides: () => get('listSides', sideList),
    comparePlatforms: (query: ComparisonQuery) => get('comparePlatforms', comparison, { query }),
    tryNames: (json: TryNames) => get('tryNames', trialList, { json }),
    tryFilters: (json: TryFilters) => get('tryFilters', filterTrial, { json }),
    tryLocation: (json: TryLocation) => get('tryLocation', trialList, { json }),

    async listConnections(): Promise<{ readonly connections: readonly ConnectionView[] }> {
      const all: ConnectionView[] = []
      const query = { limit: pageSize }
      for await (const { connections } of pages((after) =>
        get('listConnections', connectionList, { query: { ...query, after } }),
      )) {
        all.push(...connections)
      }
      return { connections: all }
    },
    addConnection: (json: NewConnection) => get('addConnection', connectionView, { json }),
    showConnection: (connection: string) => get('showConnection', connectionView, { parts: { connection } }),
    changeConnection: (connection: string, json: ChangeConnection) =>
      get('changeConnection', connectionChange, { parts: { connection }, json }),
    duplicateConnection: (connection: string, json: { readonly name?: string }) =>
      get('duplicateConnection', connectionView, { parts: { connection }, json }),
    removeConnection: (connection: string) => done('removeConnection', { parts: { connection } }),
    testConnection: (connection: string) => get('testConnection', connectionTest, { parts: { connection } }),
    beginSignIn: (connection: string) => get('beginSignIn', signInView, { parts: { connection } }),

    listEntries: (location: string) =>
      pages((cursor) => get('listEntries', entryPage, { query: { location, cursor } })),

    listJobs: (query: { readonly show?: 'archived' | 'all'; readonly category?: string | undefined } = {}) =>
      pages((after) => get('listJobs', jobPage, { query: { ...query, after } })),
    addJob: (json: NewJob) => get('addJob', jobView, { json }),
    showJob: (job: string) => get('showJob', jobView, { parts: { job } }),
    exportJobs: (jobs: readonly string[]): Promise<Answer> =>
      ask(door, 'exportJobs', { query: { jobs: jobs.join(',') } }),
    planJobs: (json: JobFile) => get('planJobs', jobPlan, { json }),
    changeJob: (job: string, json: ChangeJob) => get('changeJob', jobView, { parts: { job }, json }),
    previewSchedule: (json: { readonly schedule: JobSchedule }) => get('previewSchedule', schedulePreview, { json }),
    removeJob: (job: string) => done('removeJob', { parts: { job } }),
    startRun: (job: string, simulate: boolean) => get('startRun', runView, { parts: { job }, json: { simulate } }),

    listRuns: (query: { readonly job?: string | undefined; readonly limit: number }) =>
      get('listRuns', runPage, { query }),
    showRun: (run: string, signal?: AbortSignal) =>
      get('showRun', runView, { parts: { run }, ...(signal && { signal }) }),
    listItems: (run: string, query: Pick<ItemQuery, 'state' | 'reason'>) =>
      pages((after) => get('listItems', itemPage, { parts: { run }, query: { ...query, limit: pageSize, after } })),
    listFlagged: (query: Omit<FlaggedQuery, 'after'>) => get('listFlagged', flaggedPage, { query }),
    retryItems: (json: RetryItems) => get('retryItems', retriedItems, { json }),
    ignoreItems: (json: IgnoreItems) => get('ignoreItems', ignoredItems, { json }),
    resumeRun: (run: string) => get('resumeRun', runView, { parts: { run } }),
    pauseRun: (run: string) => get('pauseRun', runView, { parts: { run } }),
    approveRun: (run: string) => get('approveRun', runView, { parts: { run } }),
    declineRun: (run: string) => get('declineRun', runView, { parts: { run } }),
    cancelRun: (run: string) => get('cancelRun', runView, { parts: { run } }),
    showThroughput: (run: string) => get('showThroughput', throughput, { parts: { run } }),
    showRunOverview: (run: string) => get('showRunOverview', runOverview, { parts: { run } }),
    exportRun: (run: string, what: ExportContent, query: ExportQuery): Promise<Answer> =>
      ask(door, 'exportRun', { parts: { run, what }, query }),
    readReport: (run: string): Promise<Answer> => ask(door, 'readReport', { parts: { run } }),
    readProof: (run: string): Promise<Answer> => ask(door, 'readProof', { parts: { run } }),

    searchAudit: (query: AuditFilter & { readonly after?: string | undefined; readonly limit?: number }) =>
      get('searchAudit', auditPage, { query }),
    verifyAudit: (query: { readonly seq?: string | undefined; readonly hash?: string | undefined }) =>
      get('verifyAudit', auditVerdict, { query }),
    exportAudit: (query: AuditFilter): Promise<Answer> => ask(door, 'exportAudit', { query }),
    listPeople: () => pages((after) => get('listPeople', peoplePage, { query: { after } })),
    invite: (json: { readonly email: string; readonly role: PersonView['role'] }) =>
      get('invite', offeredLink, { json }),
    changePerson: (person: string, json: ChangePerson) => get('changePerson', personView, { parts: { person }, json }),
    showPerson: (person: string) => get('showPerson', personView, { parts: { person } }),
    unlinkPerson: (person: string) => done('unlinkPerson', { parts: { person } }),
    listTokens: () => pages((after) => get('listTokens', tokenPage, { query: { after } })),
    addToken: (json: NewToken) => get('addToken', madeToken, { json }),
    revokeToken: (token: string) => done('revokeToken', { parts: { token } }),
    listClientCredentials: () => get('listClientCredentials', clientCredentialsList),
    showClientCredentials: (platform: string) =>
      get('showClientCredentials', clientCredentialsView, { parts: { platform } }),
    setClientCredentials: (platform: string, json: { readonly values: Readonly<Record<string, string>> }) =>
      get('setClientCredentials', clientCredentialsChange, { parts: { platform }, json }),
    removeClientCredentials: (platform: string) => done('removeClientCredentials', { parts: { platform } }),
    listWebhooks: () => get('listWebhooks', webhookList),
    addWebhook: (json: NewWebhook) => get('addWebhook', madeWebhook, { json }),
    changeWebhook: (webhook: string, json: ChangeWebhook) =>
      get('changeWebhook', webhookView, { parts: { webhook }, json }),
    removeWebhook: (webhook: string) => done('removeWebhook', { parts: { webhook } }),
    testWebhook: (webhook: string) => get('testWebhook', deliveryView, { parts: { webhook } }),
    listDeliveries: (webhook: string) =>
      pages((after) => get('listDeliveries', deliveryPage, { parts: { webhook }, query: { limit: pageSize, after } })),
    resendDelivery: (delivery: string) => get('resendDelivery', deliveryView, { parts: { delivery } }),
    rotateKeys: () => get('rotateKeys', keyRotation),
    showProofKey: () => get('showProofKey', proofKeyView),

    async *checkProof(
      proof: Readable,
      query: { readonly location: string; readonly side: 'destination' | 'source' },
      signal: AbortSignal,
    ): AsyncGenerator<ProofCheckLine> {
      for await (const line of linesOf(await ask(door, 'checkProof', { query, lines: proof, signal }))) {
        yield parse(door, proofCheckLine, line)
      }
    },
  }
}

async function* pages<Page extends { readonly next?: string | undefined }>(
  page: (after: string | undefined) => Promise<Page>,
): AsyncGenerator<Page> {
  let after: string | undefined
  do {
    const one = await page(after)
    yield one
    after = one.next
  } while (after !== undefined)
}

async function* linesOf(chunks: Answer): AsyncGenerator<string> {
  let rest = ''
  chunks.setEncoding('utf8')
  for await (const chunk of chunks) {
    const lines = `${rest}${String(chunk)}`.split('\n')
    rest = lines.pop() ?? ''
    yield* lines.filter((line) => line !== '')
  }
  if (rest !== '') yield rest
}

function parse<Schema extends z.ZodType>(door: Door, schema: Schema, text: string): z.output<Schema> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    value = undefined
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new CommandFailure(
    `Gantry at ${door.server} gave an answer that this command cannot read. Use the command of the server's own version.`,
    undefined,
    { cause: result.error },
  )
}
