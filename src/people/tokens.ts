import type { Actor } from '#audit/entry.ts'
import { record } from '#audit/record.ts'
import type { PageWish } from '#toolkit/page-of.ts'
import { permissionsIn, type Caller } from './caller.ts'
import { nowOf, type Means } from './means.ts'
import { ruleOf } from './permissions.ts'
import { PeopleRefused } from './refused.ts'
import { fingerprint } from './secret.ts'
import { newTokenText } from './token-text.ts'
import { findToken, findTokens, insertToken, keepRevoked } from './token-rows.ts'
import type { Scope, Token } from './token.ts'

const day = 24 * 3_600_000
const usualDays = 90
const mostDays = 366

export interface NewToken {
  readonly name: string
  readonly scope: Scope
  /** In 90 days when absent, in a year at most. */
  readonly expiresAt?: Date | undefined
}

/** Makes a token for the caller; its text is given this once. It may do no more than the caller may. */
export async function addToken(
  means: Means,
  by: Actor,
  caller: Caller,
  given: NewToken,
): Promise<{ readonly token: Token; readonly text: string }> {
  const now = nowOf(means)
  const expiresAt = given.expiresAt ?? new Date(now.getTime() + usualDays * day)
  refuseUnfit(caller, given.scope)
  if (expiresAt <= now || expiresAt.getTime() > now.getTime() + mostDays * day) {
    throw new PeopleRefused('invalid', 'An API token ends at some time within the next year.')
  }
  const text = newTokenText()
  const id = await means.transaction(async (db) => {
    const id = await insertToken(db, {
      hash: fingerprint(text),
      name: given.name,
      hint: text.slice(-4),
      ...(caller.kind === 'person' && { owner: caller.person.id }),
      scope: given.scope,
      createdAt: now,
      expiresAt,
    })
    const { scope } = given
    await record(db, {
      actor: by,
      act: 'token.added',
      outcome: 'done',
      subject: { kind: 'token', id, name: given.name },
      facts: {
        expiresAt: expiresAt.toISOString(),
        ...('role' in scope ? { role: scope.role } : { permissions: scope.permissions.join(' ') }),
      },
    })
    return id
  })
  const token = await findToken(means.db, id)
  if (!token) throw new Error('A new token is not there.')
  return { token, text }
}

function refuseUnfit(caller: Caller, scope: Scope): void {
  if (caller.kind === 'token') {
    throw new PeopleRefused('forbidden', 'An API token cannot make another one. Sign in to make one.')
  }
  if ('role' in scope) {
    const isMore = [...permissionsIn(scope, undefined)].some((permission) => !caller.may.has(permission))
    if (isMore) throw new PeopleRefused('forbidden', 'You cannot give a token a higher role than your own.')
    return
  }
  if (scope.permissions.length === 0) throw new PeopleRefused('invalid', 'Give the token at least one permission.')
  const impossible = scope.permissions.filter((permission) => ruleOf(permission).onlyInPerson)
  if (impossible.length > 0) {
    throw new PeopleRefused('invalid', `An API token can never have the permission ${impossible.join(', ')}.`)
  }
  const foreign = scope.permissions.filter((permission) => !caller.may.has(permission))
  if (foreign.length > 0) {
    throw new PeopleRefused('forbidden', `You cannot give a token what you may not do yourself: ${foreign.join(', ')}.`)
  }
}

export interface TokenPage {
  readonly tokens: readonly Token[]
  readonly next?: string
}

/** One's own tokens, or with the permission for it everyone's. */
export async function listTokens(
  { db }: Means,
  caller: Caller,
  { of, after, limit, text }: PageWish & { readonly of: 'me' | 'everyone' },
): Promise<TokenPage> {
  if (of === 'everyone' && !caller.may.has('tokens.manage')) {
    throw new PeopleRefused('forbidden', 'Only administrators see the API tokens of everyone.')
  }
  if (of === 'me' && caller.kind !== 'person') return { tokens: [] }
  const found = await findTokens(db, {
    limit: limit + 1,
    after,
    text,
    ...(of === 'me' && caller.kind === 'person' && { owner: caller.person.id }),
  })
  const tokens = found.slice(0, limit)
  const last = tokens.at(-1)
  return found.length > limit && last ? { tokens, next: last.id } : { tokens }
}

/** From now on nobody gets in with it. Somebody else's is answered like one that is not there. */
export async function revokeToken(means: Means, by: Actor, caller: Caller, id: string): Promise<void> {
  const now = nowOf(means)
  await means.transaction(async (db) => {
    const token = await findToken(db, id)
    const isOwn = caller.kind === 'person' && token?.owner?.id === caller.person.id
    const isAllowed = isOwn || caller.may.has('tokens.manage')
    if (!token || !isAllowed || !(await keepRevoked(db, id, now))) {
      throw new PeopleRefused('not-found', 'This API token is not there, or was revoked already.')
    }
    const subject = { kind: 'token', id, name: token.name }
    await record(db, { actor: by, act: 'token.revoked', outcome: 'done', subject })
  })
}
