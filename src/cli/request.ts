import type { Readable } from 'node:stream'
import { request as send } from 'undici'
import { ask as askBy, type Question as Asked, type Reply, type Way } from '#api/client/ask.ts'
import type { Problem, ProblemCode } from '#api/contract/problem.ts'
import type { RouteName } from '#api/contract/routes.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'

/** A Gantry, and how to show it who asks. */
export interface Door {
  /** `http://127.0.0.1:7070`, without a slash at the end. */
  readonly server: string
  readonly token?: string
  /** Where the token was looked for and what to do, for when the server does not take it. */
  readonly tokenAdvice: string
}

export interface Question extends Asked {
  readonly lines?: Readable
}

export type Answer = Awaited<ReturnType<typeof send>>['body']

/** Asks the API. Throws CommandFailure with the server's own sentence when it refuses. */
export async function ask(door: Door, name: RouteName, question: Question = {}): Promise<Answer> {
  try {
    const { body } = await askBy(wayTo(door, question.lines), name, question)
    return body
  } catch (error) {
    question.signal?.throwIfAborted()
    throw error instanceof CommandFailure ? error : unreachable(door, error)
  }
}

interface Received extends Reply {
  readonly body: Answer
}

function wayTo(door: Door, lines: Readable | undefined): Way<Received> {
  return {
    async send(place, message) {
      const { statusCode, headers, body } = await send(`${door.server}${place}`, {
        ...message,
        method: message.method,
        headers: {
          ...message.headers,
          ...(door.token && { authorization: `Bearer ${door.token}` }),
          ...(lines && { 'content-type': 'application/jsonl' }),
        },
        ...(lines && { body: lines }),
      })
      return {
        status: statusCode,
        headers: { get: (wanted) => String(headers[wanted] ?? '') || null },
        text: async () => body.text(),
        body,
      }
    },
    // Where nobody listens, nothing was begun: that is told at once.
    canRepeat: (error) => brokenOff.has(codeOf(error)),
    refusal: (_, status, said) => refusal(door, status, said),
  }
}

const brokenOff: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])

const codes: Partial<Record<ProblemCode, ExitCode>> = {
  invalid: exitCodes.usage,
  'sign-in-needed': exitCodes.signInNeeded,
}

function refusal(door: Door, status: number, said: Problem | undefined): CommandFailure {
  if (!said) {
    return new CommandFailure(
      `What answers at ${door.server} is no Gantry of this version: it answered with status ${status}. ` +
        `Look at --server and GANTRY_SERVER.`,
    )
  }
  const { code, detail, advice, type, reason } = said
  if (code === 'unauthorised') return new CommandFailure(`${detail} ${door.tokenAdvice}`.trim())
  if (code === 'unavailable') return new Unreachable(detail)
  const more = `${advice === undefined ? '' : `${advice} `}More about “${code}”: ${new URL(type, door.server).href}`
  // Without a platform's reason it is who asks that is refused.
  if (code === 'forbidden' && reason === undefined) return new NotAllowed(detail, undefined, { more })
  return new CommandFailure(detail, codes[code], { more })
}

/** Who asks may not ask this, whatever it is about. */
export class NotAllowed extends CommandFailure {}

/** The server could not be asked at all, went away before it had answered, or cannot answer at the moment. */
export class Unreachable extends CommandFailure {}

const why: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there. Start it with: gantry serve',
  ENOTFOUND: 'there is no such host. Look at --server and GANTRY_SERVER.',
  EAI_AGAIN: 'the name of the host cannot be looked up. Look at --server and the network.',
  EHOSTUNREACH: 'the host cannot be reached. Look at --server and the network.',
  ENETUNREACH: 'the network cannot be reached. Look at --server and the network.',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer. Look at --server and the network.',
  ECONNRESET: 'it broke off the connection. See whether it still runs.',
  UND_ERR_SOCKET: 'it broke off the connection. See whether it still runs.',
}

function unreachable(door: Door, cause: unknown): Unreachable {
  const reason = why[codeOf(cause)] ?? `${cause instanceof Error ? cause.message : String(cause)}.`
  return new Unreachable(`Cannot reach Gantry at ${door.server}: ${reason}`, exitCodes.failed, { cause })
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
