import type { FastifyReply, FastifyRequest } from 'fastify'
import { readQuery, type Query } from '../http/query.ts'
import type { Company, Membership, User } from '../state/people.ts'
import type { Project, Tree } from '../state/projects.ts'
import type { Token } from '../state/tokens.ts'
import type { World } from '../world.ts'

/** One call of the API, as its route sees it. */
export interface Call {
  readonly world: World
  readonly token: Token
  readonly params: Readonly<Record<string, string | undefined>>
  readonly query: Query
  readonly body: unknown
  /** Whole, for the links to other pages. */
  readonly url: string
  /** The company that the header names. */
  readonly namedCompany: number | undefined
  headers(headers: Readonly<Record<string, string>>): void
}

export interface CompanyCall extends Call {
  readonly company: Company
  readonly user: User
  readonly isAdmin: boolean
}

export interface ProjectCall extends CompanyCall {
  readonly project: Project
}

export interface DocumentsCall extends CompanyCall {
  readonly tree: Tree
  readonly may: Membership
  /** Private items that are closed to the caller. */
  readonly hidden: readonly number[]
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly paths: readonly string[]
  /** Of the answer when all went well. */
  readonly status: number
  /** Answers undefined for an answer without a body. */
  readonly act: (call: Call) => unknown
}

export function callOf(world: World, token: Token, request: FastifyRequest, reply: FastifyReply): Call {
  const named = request.headers['procore-company-id']
  return {
    world,
    token,
    params: request.params as Call['params'],
    query: readQuery(request.url),
    body: request.body,
    url: world.addresses.api + request.url,
    namedCompany: typeof named === 'string' && /^\d{1,16}$/.test(named.trim()) ? Number(named) : undefined,
    headers: (headers) => void reply.headers(headers),
  }
}
