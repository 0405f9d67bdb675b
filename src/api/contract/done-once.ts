import type { RouteName } from './routes.ts'

/**
 * The acts that are done once under an `Idempotency-Key`: whoever has heard no answer sends the same again with the same key,
 * and gets the answer of the first time.
 */
export const doneOnce: ReadonlySet<RouteName> = new Set([
  'addConnection',
  'duplicateConnection',
  'rotateKeys',
  'addJob',
  'startRun',
  'retryItems',
  'ignoreItems',
  'resumeRun',
  'pauseRun',
  'cancelRun',
  'approveRun',
  'declineRun',
  'addWebhook',
  'testWebhook',
  'resendDelivery',
  'addToken',
  'invite',
  'offerNewPassword',
] satisfies readonly RouteName[])
