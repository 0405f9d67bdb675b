/**
 * Where each act of the API is, below `/api/v1`. A name in braces stands for one part of the path; connections are named by
 * id or by name. `access` is the permission that it takes, or `public`; who asks is told by `Authorization: Bearer …` or by
 * the cookie of a session.
 */
export const routes = {
  health: { method: 'GET', path: '/health', access: 'public' },
  /** Server-sent events: what changed, to be read again. */
  watchChanges: { method: 'GET', path: '/events', access: 'self.read' },
  listPlatforms: { method: 'GET', path: '/platforms', access: 'platforms.read' },
  /** Features and limitations, also of platforms without a connector. */
  showPlatform: { method: 'GET', path: '/platforms/{platform}', access: 'platforms.read' },
  listSides: { method: 'GET', path: '/comparison/sides', access: 'platforms.read' },
  comparePlatforms: { method: 'GET', path: '/comparison', access: 'platforms.read' },
  /** What would become of names and paths, and of what a folder holds. */
  tryNames: { method: 'POST', path: '/comparison/names', access: 'platforms.read' },
  tryLocation: { method: 'POST', path: '/comparison/location', access: 'content.list' },
  /** What the filters of a job take of what a folder holds. */
  tryFilters: { method: 'POST', path: '/comparison/filters', access: 'content.list' },
  listConnections: { method: 'GET', path: '/connections', access: 'connections.read' },
  addConnection: { method: 'POST', path: '/connections', access: 'connections.add' },
  showConnection: { method: 'GET', path: '/connections/{connection}', access: 'connections.read' },
  changeConnection: { method: 'PATCH', path: '/connections/{connection}', access: 'connections.edit' },
  removeConnection: { method: 'DELETE', path: '/connections/{connection}', access: 'connections.remove' },
  testConnection: { method: 'POST', path: '/connections/{connection}/test', access: 'connections.test' },
  duplicateConnection: { method: 'POST', path: '/connections/{connection}/duplicate', access: 'connections.add' },
  /** What a connection can be narrowed to, such as a company or a project, as its account sees them now. */
  listChoices: { method: 'GET', path: '/connections/{connection}/choices', access: 'connections.edit' },
  listTroubles: { method: 'GET', path: '/connections/{connection}/troubles', access: 'connections.read' },
  /** Begins a sign-in through the browser; the platform sends the person back to the callback. */
  beginSignIn: { method: 'POST', path: '/connections/{connection}/sign-in', access: 'connections.edit' },
  completeSignIn: { method: 'GET', path: '/sign-in/callback', access: 'public' },
  listEntries: { method: 'GET', path: '/entries', access: 'content.list' },
  listVersions: { method: 'GET', path: '/versions', access: 'content.list' },
  downloadContent: { method: 'GET', path: '/content', access: 'content.read' },
  /** The apps with which this installation makes itself known to platforms. */
  listClientCredentials: { method: 'GET', path: '/settings/client-credentials', access: 'settings.read' },
  showClientCredentials: { method: 'GET', path: '/settings/client-credentials/{platform}', access: 'settings.read' },
  setClientCredentials: { method: 'POST', path: '/settings/client-credentials/{platform}', access: 'secrets.manage' },
  removeClientCredentials: {
    method: 'DELETE',
    path: '/settings/client-credentials/{platform}',
    access: 'secrets.manage',
  },
  /** Seals every secret anew with a new key, while runs go on. */
  rotateKeys: { method: 'POST', path: '/settings/keys/rotation', access: 'secrets.manage' },
  listJobs: { method: 'GET', path: '/jobs', access: 'jobs.read' },
  addJob: { method: 'POST', path: '/jobs', access: 'jobs.write' },
  /** Jobs as a job file: application/yaml. */
  exportJobs: { method: 'GET', path: '/jobs/export', access: 'jobs.read' },
  showJob: { method: 'GET', path: '/jobs/{job}', access: 'jobs.read' },
  /** What putting these jobs in place would add or change; nothing is changed. */
  planJobs: { method: 'POST', path: '/jobs/plan', access: 'jobs.write' },
  /** What a new job would be, or why it cannot be; nothing is added. */
  previewJob: { method: 'POST', path: '/jobs/preview', access: 'jobs.write' },
  /** The jobs that a mapping would make as things are now, and what it leaves out; nothing is added. */
  previewChildren: { method: 'POST', path: '/jobs/preview/children', access: 'content.list' },
  /** The jobs that a mapping job has made, each with its last run, and the sums of all. */
  listChildren: { method: 'GET', path: '/jobs/{job}/children', access: 'jobs.read' },
  /** The same as a file. */
  exportChildren: { method: 'GET', path: '/jobs/{job}/children/export', access: 'reports.read' },
  /** Who has rights at the source of a job, and who they are at its destination. */
  listPrincipals: { method: 'GET', path: '/jobs/{job}/principals', access: 'jobs.read' },
  /** The same as a file. */
  exportPrincipals: { method: 'GET', path: '/jobs/{job}/principals/export', access: 'jobs.read' },
  mapPrincipals: { method: 'PATCH', path: '/jobs/{job}/principals', access: 'jobs.write' },
  /** The same from a table in CSV. */
  importPrincipals: { method: 'POST', path: '/jobs/{job}/principals/import', access: 'jobs.write' },
  /** The next times at which a schedule would start a run. */
  previewSchedule: { method: 'POST', path: '/schedules/preview', access: 'jobs.read' },
  changeJob: { method: 'PATCH', path: '/jobs/{job}', access: 'jobs.write' },
  removeJob: { method: 'DELETE', path: '/jobs/{job}', access: 'jobs.write' },
  startRun: { method: 'POST', path: '/jobs/{job}/runs', access: 'jobs.run' },
  /** Counts over all connections and runs, and the runs that somebody should know of. */
  showOverview: { method: 'GET', path: '/overview', access: 'runs.read' },
  listRuns: { method: 'GET', path: '/runs', access: 'runs.read' },
  showRun: { method: 'GET', path: '/runs/{run}', access: 'runs.read' },
  listItems: { method: 'GET', path: '/runs/{run}/items', access: 'runs.read' },
  /** All that is kept of one item: both sides, attempts, hashes. */
  showItem: { method: 'GET', path: '/runs/{run}/item', access: 'runs.read' },
  /** How far it was at which time. */
  showThroughput: { method: 'GET', path: '/runs/{run}/throughput', access: 'runs.read' },
  /** The files of the run by type, size and age. */
  showRunOverview: { method: 'GET', path: '/runs/{run}/overview', access: 'runs.read' },
  /** Items, those of one state, or what each folder holds: text/csv, an XLSX workbook or application/jsonl. */
  exportRun: { method: 'GET', path: '/runs/{run}/exports/{what}', access: 'runs.read' },
  /** Items of all jobs that wait for a person, those of the newest job first. */
  listFlagged: { method: 'GET', path: '/flagged-items', access: 'runs.read' },
  /** The same as a file: text/csv, an XLSX workbook or application/jsonl. */
  exportFlagged: { method: 'GET', path: '/flagged-items/export', access: 'runs.read' },
  /** Starts a run in each job concerned that looks at these items only. */
  retryItems: { method: 'POST', path: '/flagged-items/retry', access: 'runs.control' },
  /** Leaves these items as they are, in later runs too. */
  ignoreItems: { method: 'POST', path: '/flagged-items/ignore', access: 'runs.control' },
  /** All runs of each job, or of the jobs of each category, added up. */
  showTotals: { method: 'GET', path: '/totals', access: 'reports.read' },
  /** The same as a file. */
  exportTotals: { method: 'GET', path: '/totals/export', access: 'reports.read' },
  resumeRun: { method: 'POST', path: '/runs/{run}/resume', access: 'runs.control' },
  pauseRun: { method: 'POST', path: '/runs/{run}/pause', access: 'runs.control' },
  cancelRun: { method: 'POST', path: '/runs/{run}/cancel', access: 'runs.control' },
  /** Lets a run delete what it waits to delete. */
  approveRun: { method: 'POST', path: '/runs/{run}/approve', access: 'deletes.approve' },
  /** Lets it end and keep all that instead. */
  declineRun: { method: 'POST', path: '/runs/{run}/decline', access: 'deletes.approve' },
  /** The files themselves: text/html, application/jsonl. */
  readReport: { method: 'GET', path: '/runs/{run}/report', access: 'reports.read' },
  printReport: { method: 'GET', path: '/runs/{run}/report.pdf', access: 'reports.read' },
  readProof: { method: 'GET', path: '/runs/{run}/proof', access: 'reports.read' },
  /** The public key that proofs are checked with. */
  showProofKey: { method: 'GET', path: '/proof-key', access: 'reports.read' },
  /** Takes a proof (application/jsonl) and reads the items at a location again; answers in lines of JSON as it goes. */
  checkProof: { method: 'POST', path: '/proof-checks', access: 'content.read' },

  /** Addresses that are told of what happens, by Standard Webhooks. */
  listWebhooks: { method: 'GET', path: '/webhooks', access: 'notifications.manage' },
  addWebhook: { method: 'POST', path: '/webhooks', access: 'notifications.manage' },
  changeWebhook: { method: 'PATCH', path: '/webhooks/{webhook}', access: 'notifications.manage' },
  removeWebhook: { method: 'DELETE', path: '/webhooks/{webhook}', access: 'notifications.manage' },
  /** Sends a message of type `test`. */
  testWebhook: { method: 'POST', path: '/webhooks/{webhook}/test', access: 'notifications.manage' },
  /** What was sent to a webhook, the newest first. */
  listDeliveries: { method: 'GET', path: '/webhooks/{webhook}/deliveries', access: 'notifications.manage' },
  /** Sends a message again, under the same `webhook-id`. */
  resendDelivery: { method: 'POST', path: '/deliveries/{delivery}/resend', access: 'notifications.manage' },

  /** Signs a browser in: the session is in the cookie of the answer. */
  signIn: { method: 'POST', path: '/sign-in', access: 'public' },
  /** The identity provider by which people can sign in, if there is one. */
  showSignOn: { method: 'GET', path: '/single-sign-on', access: 'public' },
  /** Gives the address to send the browser to; what ties the way back to this browser is in a cookie of the answer. */
  beginSignOn: { method: 'POST', path: '/single-sign-on/begin', access: 'public' },
  /** Signs in whom the provider sent back: the session is in the cookie of the answer. */
  completeSignOn: { method: 'POST', path: '/single-sign-on', access: 'public' },
  signOut: { method: 'POST', path: '/sign-out', access: 'public' },
  /** What a one-time link is for; its secret is in the body, where no log keeps it. */
  lookAtLink: { method: 'POST', path: '/welcome/look', access: 'public' },
  redeemLink: { method: 'POST', path: '/welcome', access: 'public' },
  showMe: { method: 'GET', path: '/me', access: 'self.read' },
  changeMe: { method: 'PATCH', path: '/me', access: 'self.manage' },
  changePassword: { method: 'POST', path: '/me/password', access: 'self.manage' },
  listMySessions: { method: 'GET', path: '/me/sessions', access: 'self.manage' },
  /** All but the one that asks. */
  endMySessions: { method: 'DELETE', path: '/me/sessions', access: 'self.manage' },
  endMySession: { method: 'DELETE', path: '/me/sessions/{session}', access: 'self.manage' },
  listMyTokens: { method: 'GET', path: '/me/tokens', access: 'self.manage' },
  addToken: { method: 'POST', path: '/me/tokens', access: 'self.manage' },
  revokeMyToken: { method: 'DELETE', path: '/me/tokens/{token}', access: 'self.manage' },
  listRoles: { method: 'GET', path: '/roles', access: 'self.read' },
  listPeople: { method: 'GET', path: '/people', access: 'people.manage' },
  showPerson: { method: 'GET', path: '/people/{person}', access: 'people.manage' },
  changePerson: { method: 'PATCH', path: '/people/{person}', access: 'people.manage' },
  listSessions: { method: 'GET', path: '/people/{person}/sessions', access: 'people.manage' },
  endSessions: { method: 'DELETE', path: '/people/{person}/sessions', access: 'people.manage' },
  offerNewPassword: { method: 'POST', path: '/people/{person}/new-password', access: 'people.manage' },
  /** Ends the link to an account at the identity provider, and the sessions. */
  unlinkPerson: { method: 'DELETE', path: '/people/{person}/identity', access: 'people.manage' },
  listInvitations: { method: 'GET', path: '/invitations', access: 'people.manage' },
  invite: { method: 'POST', path: '/invitations', access: 'people.manage' },
  withdrawInvitation: { method: 'DELETE', path: '/invitations/{invitation}', access: 'people.manage' },
  listTokens: { method: 'GET', path: '/tokens', access: 'tokens.manage' },
  revokeToken: { method: 'DELETE', path: '/tokens/{token}', access: 'tokens.manage' },
  searchAudit: { method: 'GET', path: '/audit', access: 'audit.read' },
  /** The log as application/jsonl. */
  exportAudit: { method: 'GET', path: '/audit/export', access: 'audit.read' },
  verifyAudit: { method: 'GET', path: '/audit/verification', access: 'audit.read' },
} as const

export type RouteName = keyof typeof routes
export const apiRoot = '/api/v1'
/** In the data folder, readable by its owner only: the token for commands on the server's own machine. */
export const localTokenFile = 'local.token'
