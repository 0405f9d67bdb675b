import type { Readable } from 'node:stream'
import { request as send } from 'undici'
import { apiRoot, routes, type RouteName } from '#api/contract/routes.ts'
import { problem, type ProblemCode } from '#api/contract/problem.ts'
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

export interface Question {
  /** What stands in the braces of the route. */
  readonly parts?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | number | undefined>>
  readonly json?: unknown
  readonly lines?: Readable
  readonly signal?: AbortSignal
}

export type Answer = Awaited<ReturnType<typeof send>>['body']

/** Asks the API. Throws CommandFailure with the server's own sentence when it refuses. */
export async function ask(door: Door, name: RouteName, question: Question = {}): Promise<Answer> {
  const { method } = routes[name]
  const { json, lines, signal } = question
  const type = lines ? 'application/jsonl' : json === undefined ? undefined : 'application/json'
  try {
    const { statusCode, body } = await send(addressOf(door, name, question), {
      method,
      headers: {
        accept: '*/*',
        ...(door.token && { authorization: `Bearer ${door.token}` }),
        ...(type && { 'content-type': type }),
      },
      ...(lines ? { body: lines } : json === undefined ? {} : { body: JSON.stringify(json) }),
      ...(signal && { signal }),
    })
    if (statusCode < 300) return body
    throw refusal(door, statusCode, await body.text())
  } catch (error) {
    signal?.throwIfAborted()
    throw error instanceof CommandFailure ? error : unreachable(door, error)
  }
}

function addressOf(door: Door, name: RouteName, { parts = {}, query = {} }: Question): string {
  const path = routes[name].path.replace(/\{(\w+)\}/g, (_, part: string) => encodeURIComponent(parts[part] ?? ''))
  const url = new URL(`${door.server}${apiRoot}${path}`)
  for (const [key, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(key, String(value))
  return url.href
}

const codes: Partial<Record<ProblemCode, ExitCode>> = {
  invalid: exitCodes.usage,
  'sign-in-needed': exitCodes.signInNeeded,
}

function refusal(door: Door, status: number, text: string): CommandFailure {
  const told = problem.safeParse(parsed(text))
  if (!told.success) {
    return new CommandFailure(
      `What answers at ${door.server} is no Gantry of this version: it answered with status ${status}. ` +
        `Look at --server and GANTRY_SERVER.`,
    )
  }
  const { code, detail } = told.data
  if (code === 'unauthorised') return new CommandFailure(`${detail} ${door.tokenAdvice}`.trim())
  if (code === 'unavailable') return new Unreachable(detail)
  return new CommandFailure(detail, codes[code])
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

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
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const reason = why[code] ?? `${cause instanceof Error ? cause.message : String(cause)}.`
  return new Unreachable(`Cannot reach Gantry at ${door.server}: ${reason}`, exitCodes.failed, { cause })
}
