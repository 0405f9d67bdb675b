import type { z } from 'zod'
import { auditPage, auditVerdict } from './audit.ts'
import { childrenPage } from './children.ts'
import {
  clientCredentialsChange,
  clientCredentialsList,
  clientCredentialsView,
  keyRotation,
} from './client-credentials.ts'
import { comparison, filterTrial, platformDetails, sideList, trialList } from './comparison.ts'
import {
  connectionChange,
  connectionList,
  connectionTest,
  connectionTrouble,
  connectionView,
  scopeChoices,
  signInView,
} from './connections.ts'
import { runOverview } from './exports.ts'
import { flaggedPage, ignoredItems, retriedItems } from './flagged.ts'
import { healthView } from './health.ts'
import { jobPage, jobPlan, jobPreview, jobView } from './jobs.ts'
import { entryPage, versionList } from './locations.ts'
import { mappingPreview } from './mapping.ts'
import { overview } from './overview.ts'
import {
  ended,
  invitationList,
  linkView,
  madeToken,
  meView,
  offeredLink,
  peoplePage,
  personView,
  roleList,
  sessionList,
  signOnBegun,
  signOnView,
  tokenPage,
} from './people.ts'
import { platformList } from './platforms.ts'
import { mappedPrincipals, principalPage } from './principals.ts'
import { proofKeyView } from './proof-key.ts'
import type { RouteName } from './routes.ts'
import { itemDetails, itemPage, runPage, runView, throughput } from './runs.ts'
import { schedulePreview } from './schedule.ts'
import { totalsView } from './totals.ts'
import { deliveryPage, deliveryView, madeWebhook, webhookList, webhookView } from './webhooks.ts'

/** What each act answers with; acts that are not here answer with nothing, or with something else than JSON. */
export const answers = {
  health: healthView,
  listPlatforms: platformList,
  showPlatform: platformDetails,
  listSides: sideList,
  comparePlatforms: comparison,
  tryNames: trialList,
  tryLocation: trialList,
  tryFilters: filterTrial,
  listConnections: connectionList,
  addConnection: connectionView,
  showConnection: connectionView,
  changeConnection: connectionChange,
  testConnection: connectionTest,
  duplicateConnection: connectionView,
  listChoices: scopeChoices,
  listTroubles: connectionTrouble,
  beginSignIn: signInView,
  listEntries: entryPage,
  listVersions: versionList,
  listClientCredentials: clientCredentialsList,
  showClientCredentials: clientCredentialsView,
  setClientCredentials: clientCredentialsChange,
  rotateKeys: keyRotation,
  listJobs: jobPage,
  addJob: jobView,
  showJob: jobView,
  planJobs: jobPlan,
  previewJob: jobPreview,
  previewChildren: mappingPreview,
  listChildren: childrenPage,
  listPrincipals: principalPage,
  mapPrincipals: mappedPrincipals,
  importPrincipals: mappedPrincipals,
  previewSchedule: schedulePreview,
  changeJob: jobView,
  startRun: runView,
  showOverview: overview,
  listRuns: runPage,
  showRun: runView,
  listItems: itemPage,
  showItem: itemDetails,
  showThroughput: throughput,
  showRunOverview: runOverview,
  listFlagged: flaggedPage,
  showTotals: totalsView,
  retryItems: retriedItems,
  ignoreItems: ignoredItems,
  resumeRun: runView,
  pauseRun: runView,
  cancelRun: runView,
  approveRun: runView,
  declineRun: runView,
  showProofKey: proofKeyView,
  listWebhooks: webhookList,
  addWebhook: madeWebhook,
  changeWebhook: webhookView,
  testWebhook: deliveryView,
  listDeliveries: deliveryPage,
  resendDelivery: deliveryView,
  signIn: meView,
  showSignOn: signOnView,
  beginSignOn: signOnBegun,
  completeSignOn: meView,
  lookAtLink: linkView,
  redeemLink: meView,
  showMe: meView,
  changeMe: personView,
  changePassword: ended,
  listMySessions: sessionList,
  endMySessions: ended,
  listMyTokens: tokenPage,
  addToken: madeToken,
  listRoles: roleList,
  listPeople: peoplePage,
  showPerson: personView,
  changePerson: personView,
  listSessions: sessionList,
  endSessions: ended,
  offerNewPassword: offeredLink,
  listInvitations: invitationList,
  invite: offeredLink,
  listTokens: tokenPage,
  searchAudit: auditPage,
  verifyAudit: auditVerdict,
} as const satisfies Partial<Readonly<Record<RouteName, z.ZodType>>>

export type AnswerOf<Name extends RouteName> = Name extends keyof typeof answers
  ? z.output<(typeof answers)[Name]>
  : void
