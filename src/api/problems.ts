import { randomUUID } from 'node:crypto'
import { ConnectionRefused } from '#connections/connection.ts'
import { SealError } from '#connections/seal.ts'
import { DatabaseError } from '#database/database-error.ts'
import { JobRefused } from '#jobs/job.ts'
import { WebhookRefused } from '#notifications/webhook.ts'
import { PeopleRefused } from '#people/refused.ts'
import { isStorageError, NameError, type FailureKind, type Log, type StorageError } from '#platform'
import { RunRefused } from '#runs/start.ts'
import type { Problem, ProblemCode } from './contract/problem.ts'
import { problem } from './problem-kinds.ts'
import { RequestRefused } from './refused.ts'
import { requestProblem } from './request-problems.ts'

/** What failures of platforms are to callers of the API; every other kind is the platform's failure. */
const codeOfKind: Readonly<Partial<Record<FailureKind, ProblemCode>>> = {
  'not-found': 'not-found',
  'not-a-folder': 'invalid',
  'is-a-folder': 'invalid',
  'invalid-name': 'invalid',
  'cursor-expired': 'invalid',
  forbidden: 'forbidden',
  unsupported: 'invalid',
  unauthorised: 'sign-in-needed',
  cancelled: 'unavailable',
}

/** Every error as its caller may see it. What nobody foresaw is logged, and the answer names the log's line. */
export function problemOf(error: unknown, log: Log, where: object): Problem {
  if (error instanceof ConnectionRefused && error.jobs.length > 0) {
    return { ...problem(error.code, error.message), jobs: [...error.jobs] }
  }
  if (isRefused(error)) return problem(error.code, error.message)
  if (isStorageError(error)) return ofPlatform(error)
  if (error instanceof DatabaseError) return problem('unavailable', error.message)
  if (error instanceof NameError) return problem('invalid', error.message)
  if (error instanceof SealError) return problem('unavailable', error.message)
  const wrong = requestProblem(error)
  if (wrong) return problem('invalid', wrong.detail, wrong.status)
  const id = randomUUID().slice(0, 8)
  log.error({ ...where, id, error }, 'request-failed')
  return problem('unexpected', `Gantry did not expect this. The server's log tells more under the id ${id}.`)
}

const refusals = [ConnectionRefused, JobRefused, RunRefused, WebhookRefused, PeopleRefused, RequestRefused] as const

function isRefused(error: unknown): error is InstanceType<(typeof refusals)[number]> {
  return refusals.some((refusal) => error instanceof refusal)
}

/** What programs are told besides: how to say who asks, or when to come again. */
export function headersOf(error: unknown): Readonly<Record<string, string>> {
  if (error instanceof RequestRefused && error.retryAfterS) return { 'retry-after': String(error.retryAfterS) }
  if (!(error instanceof PeopleRefused)) return {}
  if (error.code === 'unauthorised') return { 'www-authenticate': 'Bearer' }
  if (!error.until) return {}
  const seconds = Math.max(1, Math.ceil((error.until.getTime() - Date.now()) / 1000))
  return { 'retry-after': String(seconds) }
}

function ofPlatform(error: StorageError): Problem {
  const { kind, message, requestId } = error
  return { ...problem(codeOf(error), message), reason: kind, ...(requestId !== undefined && { requestId }) }
}

function codeOf({ kind, advice }: StorageError): ProblemCode {
  return advice.do === 'reconnect' ? 'sign-in-needed' : (codeOfKind[kind] ?? 'platform-failed')
}
