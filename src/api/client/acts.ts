import type { z } from 'zod'
import type { AnswerOf } from '../contract/answers.ts'
import type { AuditFilter } from '../contract/audit.ts'
import type { childrenQuery } from '../contract/children.ts'
import type { ComparisonQuery, TryFilters, TryLocation, TryNames } from '../contract/comparison.ts'
import type {
  ChangeConnection,
  connectionQuery,
  NewConnection,
  TestWish,
  troubleQuery,
} from '../contract/connections.ts'
import type { flaggedQuery, IgnoreItems, RetryItems } from '../contract/flagged.ts'
import type { ChangeJob, JobFile, jobQuery, NewJob } from '../contract/jobs.ts'
import type { ChangePerson, NewToken, peopleQuery, PersonView, SignInForm, WelcomeForm } from '../contract/people.ts'
import type { RouteName } from '../contract/routes.ts'
import type { MapPrincipals, principalQuery } from '../contract/principals.ts'
import type { ItemView, itemQuery, runQuery } from '../contract/runs.ts'
import type { JobSchedule } from '../contract/schedule.ts'
import type { totalsQuery } from '../contract/totals.ts'
import type { searchQuery } from '../contract/text.ts'
import type { ChangeWebhook, deliveryQuery, NewWebhook } from '../contract/webhooks.ts'
import type { Question } from './ask.ts'

/** Asks one act and gives its answer, read. */
export type Ask = <Name extends RouteName>(name: Name, question?: Question) => Promise<AnswerOf<Name>>

/** The query of a list: the contract takes its limit as text or number. */
type Query<Schema extends z.ZodType> = Omit<z.input<Schema>, 'limit'> & { readonly limit?: number | undefined }

/** The API as functions, one for each act, by the names of the contract's routes: the client of web and command line. */
export function actsOf(ask: Ask) {
  return {
    listPlatforms: () => ask('listPlatforms'),
    showPlatform: (platform: string) => ask('showPlatform', { parts: { platform } }),
    listSides: () => ask('listSides'),
    comparePlatforms: (query: ComparisonQuery) => ask('comparePlatforms', { query }),
    tryNames: (json: TryNames) => ask('tryNames', { json }),
    tryFilters: (json: TryFilters) => ask('tryFilters', { json }),
    tryLocation: (json: TryLocation) => ask('tryLocation', { json }),

    listConnections: (query: Query<typeof connectionQuery> = {}) => ask('listConnections', { query }),
    addConnection: (json: NewConnection) => ask('addConnection', { json }),
    showConnection: (connection: string) => ask('showConnection', { parts: { connection } }),
    changeConnection: (connection: string, json: ChangeConnection) =>
      ask('changeConnection', { parts: { connection }, json }),
    duplicateConnection: (connection: string, name?: string) =>
      ask('duplicateConnection', { parts: { connection }, json: { name } }),
    removeConnection: (connection: string) => ask('removeConnection', { parts: { connection } }),
    testConnection: (connection: string, json: TestWish = {}) => ask('testConnection', { parts: { connection }, json }),
    listChoices: (connection: string) => ask('listChoices', { parts: { connection } }),
    listTroubles: (connection: string, query: Query<typeof troubleQuery> = {}) =>
      ask('listTroubles', { parts: { connection }, query }),
    beginSignIn: (connection: string) => ask('beginSignIn', { parts: { connection } }),
    listEntries: (location: string, cursor?: string) => ask('listEntries', { query: { location, cursor } }),
    listVersions: (location: string, page: Query<typeof searchQuery> = {}) =>
      ask('listVersions', { query: { ...page, location } }),

    listJobs: (query: Query<typeof jobQuery> = {}) => ask('listJobs', { query }),
    previewJob: (json: NewJob) => ask('previewJob', { json }),
    previewChildren: (json: NewJob) => ask('previewChildren', { json }),
    listChildren: (job: string, query: Query<typeof childrenQuery> = {}) =>
      ask('listChildren', { parts: { job }, query }),
    listPrincipals: (job: string, query: Query<typeof principalQuery> = {}) =>
      ask('listPrincipals', { parts: { job }, query }),
    mapPrincipals: (job: string, json: MapPrincipals) => ask('mapPrincipals', { parts: { job }, json }),
    importPrincipals: (job: string, csv: string) => ask('importPrincipals', { parts: { job }, json: { csv } }),
    addJob: (json: NewJob) => ask('addJob', { json }),
    showJob: (job: string) => ask('showJob', { parts: { job } }),
    planJobs: (json: JobFile) => ask('planJobs', { json }),
    changeJob: (job: string, json: ChangeJob) => ask('changeJob', { parts: { job }, json }),
    previewSchedule: (json: { readonly schedule: JobSchedule }) => ask('previewSchedule', { json }),
    removeJob: (job: string) => ask('removeJob', { parts: { job } }),
    startRun: (job: string, simulate = false) => ask('startRun', { parts: { job }, json: { simulate } }),

    showOverview: () => ask('showOverview'),
    listRuns: (query: Query<typeof runQuery> = {}) => ask('listRuns', { query }),
    showRun: (run: string, signal?: AbortSignal) => ask('showRun', { parts: { run }, ...(signal && { signal }) }),
    listItems: (run: string, query: Query<typeof itemQuery> = {}) => ask('listItems', { parts: { run }, query }),
    showItem: (run: string, query: Pick<ItemView, 'kind' | 'source'>) =>
      ask('showItem', { parts: { run }, query: { ...query } }),
    showThroughput: (run: string) => ask('showThroughput', { parts: { run } }),
    showRunOverview: (run: string) => ask('showRunOverview', { parts: { run } }),
    listFlagged: (query: Query<typeof flaggedQuery> = {}) => ask('listFlagged', { query }),
    showTotals: (query: z.input<typeof totalsQuery> = {}) => ask('showTotals', { query }),
    retryItems: (json: RetryItems) => ask('retryItems', { json }),
    ignoreItems: (json: IgnoreItems) => ask('ignoreItems', { json }),
    resumeRun: (run: string) => ask('resumeRun', { parts: { run } }),
    pauseRun: (run: string) => ask('pauseRun', { parts: { run } }),
    approveRun: (run: string) => ask('approveRun', { parts: { run } }),
    declineRun: (run: string) => ask('declineRun', { parts: { run } }),
    cancelRun: (run: string) => ask('cancelRun', { parts: { run } }),

    showMe: () => ask('showMe'),
    signIn: (json: SignInForm) => ask('signIn', { json }),
    showSignOn: () => ask('showSignOn'),
    beginSignOn: () => ask('beginSignOn'),
    completeSignOn: (answer: string) => ask('completeSignOn', { json: { answer } }),
    signOut: () => ask('signOut'),
    lookAtLink: (secret: string) => ask('lookAtLink', { json: { secret } }),
    redeemLink: (json: WelcomeForm) => ask('redeemLink', { json }),
    changeMe: (name: string) => ask('changeMe', { json: { name } }),
    changePassword: (json: { readonly present: string; readonly next: string }) => ask('changePassword', { json }),
    listMySessions: (query: Query<typeof searchQuery> = {}) => ask('listMySessions', { query }),
    endMySession: (session: string) => ask('endMySession', { parts: { session } }),
    endMySessions: () => ask('endMySessions'),
    listMyTokens: (query: Query<typeof searchQuery> = {}) => ask('listMyTokens', { query }),
    addToken: (json: NewToken) => ask('addToken', { json }),
    revokeMyToken: (token: string) => ask('revokeMyToken', { parts: { token } }),
    listRoles: () => ask('listRoles'),
    listPeople: (query: Query<typeof peopleQuery> = {}) => ask('listPeople', { query }),
    showPerson: (person: string) => ask('showPerson', { parts: { person } }),
    changePerson: (person: string, json: ChangePerson) => ask('changePerson', { parts: { person }, json }),
    listSessions: (person: string, query: Query<typeof searchQuery> = {}) =>
      ask('listSessions', { parts: { person }, query }),
    endSessions: (person: string) => ask('endSessions', { parts: { person } }),
    offerNewPassword: (person: string) => ask('offerNewPassword', { parts: { person } }),
    unlinkPerson: (person: string) => ask('unlinkPerson', { parts: { person } }),
    listInvitations: (query: Query<typeof searchQuery> = {}) => ask('listInvitations', { query }),
    invite: (json: { readonly email: string; readonly role: PersonView['role'] }) => ask('invite', { json }),
    withdrawInvitation: (invitation: string) => ask('withdrawInvitation', { parts: { invitation } }),
    listTokens: (query: Query<typeof searchQuery> = {}) => ask('listTokens', { query }),
    revokeToken: (token: string) => ask('revokeToken', { parts: { token } }),

    listClientCredentials: () => ask('listClientCredentials'),
    showClientCredentials: (platform: string) => ask('showClientCredentials', { parts: { platform } }),
    setClientCredentials: (platform: string, values: Readonly<Record<string, string>>) =>
      ask('setClientCredentials', { parts: { platform }, json: { values } }),
    removeClientCredentials: (platform: string) => ask('removeClientCredentials', { parts: { platform } }),
    rotateKeys: () => ask('rotateKeys'),
    showProofKey: () => ask('showProofKey'),
    listWebhooks: (query: Query<typeof searchQuery> = {}) => ask('listWebhooks', { query }),
    addWebhook: (json: NewWebhook) => ask('addWebhook', { json }),
    changeWebhook: (webhook: string, json: ChangeWebhook) => ask('changeWebhook', { parts: { webhook }, json }),
    removeWebhook: (webhook: string) => ask('removeWebhook', { parts: { webhook } }),
    testWebhook: (webhook: string) => ask('testWebhook', { parts: { webhook } }),
    listDeliveries: (webhook: string, query: Query<typeof deliveryQuery> = {}) =>
      ask('listDeliveries', { parts: { webhook }, query }),
    resendDelivery: (delivery: string) => ask('resendDelivery', { parts: { delivery } }),

    searchAudit: (query: AuditFilter & { readonly after?: string | undefined; readonly limit?: number } = {}) =>
      ask('searchAudit', { query }),
    verifyAudit: (query: { readonly seq?: string | undefined; readonly hash?: string | undefined } = {}) =>
      ask('verifyAudit', { query }),
  } as const
}
