import { StorageError, type Surroundings, type Values } from '#platform'
import { HttpError } from '#toolkit/http-error.ts'
import { follow } from '#toolkit/http-redirects.ts'
import { beginningOf, textOf } from '#toolkit/http-text.ts'
import type { Http, HttpAnswer, HttpRequest } from '#toolkit/http.ts'
import { mayCarryToken, type Account } from './account.ts'
import { couldNot, failureFrom, failureFromAnswer, type Doing, type Refusal } from './failures.ts'
import { learn, retryAt, takeTurn } from './limits.ts'
import { redact } from './redact.ts'
import { saidIn } from './said.ts'
import type { Tokens } from './tokens.ts'

export interface Call extends Doing {
  readonly method: HttpRequest['method']
  /** Path and query below the API's address. */
  readonly route: string
  /** Procore routes by it; only the questions for oneself and one's companies do without. */
  readonly company: string | undefined
  readonly body?: unknown
  /** Made once only, because a repeat could have its effect twice: what is unclear is thrown. */
  readonly isOnce?: boolean
  /** Statuses that the caller judges itself. */
  readonly accepts?: readonly number[]
  readonly signal: AbortSignal | undefined
}

export interface Answer {
  readonly status: number
  readonly body: unknown
  /** Set for an accepted status that is no success. */
  readonly refusal?: Refusal
  header(name: string): string | undefined
}

/** Procore's API: with token and company, within the limits, and again where that is right. */
export interface Client {
  call(call: Call): Promise<Answer>
  /** What is at one of the addresses that Procore gives for files, through redirects. */
  download(
    url: URL,
    headers: Readonly<Record<string, string>>,
    call: Omit<Call, 'method' | 'route'>,
  ): Promise<HttpAnswer>
}

interface Means {
  readonly account: Account
  readonly http: Http
  readonly tokens: Tokens
  readonly surroundings: Pick<Surroundings, 'clock' | 'pacer' | 'log'>
}

// A page of 2,000 documents has about 4 MB; a folder of 50,000 files, which comes in one piece, 80 MB.
const answerBytes = 256 * 1024 * 1024
const refusalBytes = 64 * 1024
const mostTries = 3
const mostRefusals = 8
const firstPauseMs = 1000
const longestPauseMs = 60_000

export function clientOf({ account, http, tokens, surroundings }: Means): Client {
  const { clock, pacer, log } = surroundings

  /** One request to the API's own address, in its turn. What is no call of the API counts only where its answer says so. */
  async function inTurn(request: HttpRequest, isCall = true): Promise<HttpAnswer> {
    await takeTurn(pacer, request.signal)
    let answer: HttpAnswer | undefined
    try {
      answer = await http.send(request)
      return answer
    } finally {
      const isTold = answer !== undefined && learn(pacer, answer, clock.now())
      pacer.done(isCall || isTold)
    }
  }

  /** Sends until there is an answer that a repeat would not better. */
  async function persist(
    send: (secrets: Values) => Promise<HttpAnswer>,
    call: Pick<Call, 'verb' | 'path' | 'isOnce' | 'signal'>,
  ): Promise<{ readonly answer: HttpAnswer; readonly secrets: Values }> {
    const { signal, isOnce } = call
    let secrets = await tokens.current(signal)
    let wasRenewed = false
    let refusals = 0
    for (let tries = 1; ; tries++) {
      let answer: HttpAnswer
      try {
        answer = await send(secrets)
      } catch (error) {
        if (!(error instanceof HttpError) || !isWorthAnother(error, isOnce) || tries >= mostTries) throw error
        await clock.sleep(pauseMs(tries), signal)
        continue
      }
      if (answer.status === 401 && !wasRenewed) {
        answer.drop()
        wasRenewed = true
        secrets = await tokens.renewed(secrets, signal)
        continue
      }
      if (answer.status === 429 && refusals < mostRefusals) {
        // The pacer has heard of it: the next turn comes when the limit is renewed.
        answer.drop()
        refusals++
        tries--
        log.debug({ verb: call.verb, refusals }, 'call-turned-away')
        continue
      }
      const waitMs = isOnce || answer.status < 500 ? undefined : waitFor(answer, tries, clock.now())
      if (waitMs === undefined || tries >= mostTries) return { answer, secrets }
      answer.drop()
      await clock.sleep(waitMs, signal)
    }
  }

  return {
    async call(call) {
      const { method, route, company, body, accepts, signal } = call
      const url = new URL(route, account.api)
      const send = (secrets: Values) =>
        inTurn({
          method,
          url,
          headers: {
            ...headersOf(secrets, company),
            accept: 'application/json',
            ...(body !== undefined && { 'content-type': 'application/json' }),
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
          signal,
        })
      try {
        let { answer, secrets } = await persist(send, call)
        const header = (name: string) => answer.header(name)
        if (isSuccess(answer)) {
          const text = await textOf(answer, answerBytes).catch(async (error: unknown) => {
            // The answer broke off: its question can be asked again, unless it was an order.
            if (!(error instanceof HttpError) || !isWorthAnother(error, call.isOnce)) throw error
            ;({ answer, secrets } = await persist(send, call))
            return isSuccess(answer) ? await textOf(answer, answerBytes) : undefined
          })
          if (text !== undefined) return { status: answer.status, body: jsonFrom(text, answer, call), header }
        }
        const refusal = await refusalOf(answer, secrets, clock.now())
        if (!accepts?.includes(answer.status)) throw failureFromAnswer(refusal, call)
        return { status: answer.status, body: undefined, refusal, header }
      } catch (error) {
        throw failureFrom(error, call, signal)
      }
    },

    async download(url, headers, call) {
      const { company, accepts, signal } = call
      const send = (secrets: Values) =>
        follow(url, {
          send: (request) => (request.url.origin === account.api.origin ? inTurn(request, false) : http.send(request)),
          headersFor: (at) => (mayCarryToken(at, account) ? { ...headers, ...headersOf(secrets, company) } : headers),
          signal,
        })
      try {
        const { answer, secrets } = await persist(send, call)
        if (isSuccess(answer) || accepts?.includes(answer.status)) return answer
        throw failureFromAnswer(await refusalOf(answer, secrets, clock.now()), call)
      } catch (error) {
        throw failureFrom(error, call, signal)
      }
    },
  }
}

function headersOf({ accessToken }: Values, company: string | undefined): Readonly<Record<string, string>> {
  return {
    authorization: `Bearer ${accessToken ?? ''}`,
    'user-agent': 'Gantry',
    ...(company !== undefined && { 'procore-company-id': company }),
  }
}

function isSuccess({ status }: HttpAnswer): boolean {
  return status >= 200 && status < 300
}

function isWorthAnother({ trouble }: HttpError, isOnce: boolean | undefined): boolean {
  return trouble === 'unreachable' || (!isOnce && (trouble === 'cut-off' || trouble === 'timed-out'))
}

/** How long to wait before a service in trouble is asked again; undefined when that is too long to keep a caller. */
function waitFor(answer: HttpAnswer, tries: number, now: number): number | undefined {
  const at = retryAt(answer, now)
  const ms = at === undefined ? pauseMs(tries) : at - now
  return ms > longestPauseMs ? undefined : ms
}

function pauseMs(tries: number): number {
  return firstPauseMs * 4 ** (tries - 1)
}

function jsonFrom(text: string, answer: HttpAnswer, call: Call): unknown {
  // Deletions are answered with nothing.
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new StorageError({
      kind: 'unexpected',
      advice: { do: 'retry-later' },
      verb: call.verb,
      path: call.path,
      message: `${couldNot(call)}: what answers at ${answer.url.host} is not Procore’s API. Check the Domain, and whether a proxy stands between.`,
      cause,
    })
  }
}

async function refusalOf(answer: HttpAnswer, secrets: Values, now: number): Promise<Refusal> {
  const { text, ...said } = saidIn(await beginningOf(answer, refusalBytes))
  const requestId = answer.header('x-request-id')
  const at = retryAt(answer, now)
  return {
    status: answer.status,
    said: { ...said, text: redact(text, Object.values(secrets)) },
    ...(requestId !== undefined && { requestId }),
    ...(at !== undefined && { afterMs: Math.max(0, at - now) }),
  }
}
