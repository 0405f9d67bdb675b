import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { sql, type Kysely } from 'kysely'
import type { Caller } from '#people/caller.ts'
import type { Door } from '#people/who-is.ts'
import { doneOnce } from './contract/done-once.ts'
import type { RouteName } from './contract/routes.ts'
import { RequestRefused } from './refused.ts'

type Db = Kysely<unknown>

export const idempotencyMigrations = [
  {
    name: '0520-idempotency-keys',
    async up(db: Db): Promise<void> {
      await sql`
        create table idempotency_keys (
          key_hash text primary key,
          request_hash text not null,
          status integer,
          body text,
          begun_at timestamptz not null default now()
        )`.execute(db)
    },
  },
]

/** Their answers hold a secret that is shown once: it is not kept, so a repeat is told that it was done. */
const secretive: ReadonlySet<RouteName> = new Set(['addToken', 'addWebhook', 'invite', 'offerNewPassword'])

const keptHours = 24
// A process that died in the middle leaves a key that nobody answers.
const abandonedMinutes = 5

declare module 'fastify' {
  interface FastifyRequest {
    /** The fingerprint under which this request's answer is kept. */
    idempotency: string | undefined
  }
}

/**
 * What can be done once only is done once under an `Idempotency-Key`: the same caller with the same key and the same request
 * within a day gets the first answer again; with another request, or while the first is under way, a refusal.
 */
export function onceUnderKey(app: FastifyInstance, { db }: Pick<Door, 'db'>): void {
  app.decorateRequest('idempotency', undefined)

  app.addHook('preHandler', async (request, reply) => {
    const key = request.headers['idempotency-key']
    const { name } = request.routeOptions.config
    if (key === undefined || name === undefined || !doneOnce.has(name) || !request.caller) return
    if (typeof key !== 'string' || key === '' || key.length > 200) {
      throw new RequestRefused('invalid', 'An Idempotency-Key is a text of 1 to 200 characters.')
    }
    const keyHash = hashOf(whoseKey(request.caller), key)
    const kept = await begin(db, keyHash, hashOf(request.method, request.url, JSON.stringify(request.body ?? null)))
    if (kept === 'new') return void (request.idempotency = keyHash)
    if (kept === 'other') {
      throw new RequestRefused('conflict', 'This Idempotency-Key was used for another request. Use a new one.')
    }
    if (kept.status === null) {
      throw new RequestRefused('conflict', 'The first request with this Idempotency-Key is still under way.', 1)
    }
    if (secretive.has(name)) {
      throw new RequestRefused('conflict', 'This was done already, and its secret was shown then; it is not kept.')
    }
    return reply
      .status(kept.status)
      .header('idempotency-replayed', 'true')
      .type(json)
      .serializer(String)
      .send(kept.body)
  })

  app.addHook('onSend', async (request, reply, payload) => {
    const { idempotency } = request
    if (idempotency === undefined) return payload
    const hasMade = reply.statusCode < 300
    const { name } = request.routeOptions.config
    const body = name !== undefined && secretive.has(name) ? '' : String(payload)
    await (hasMade ? keep(db, idempotency, reply.statusCode, body) : forget(db, idempotency))
    return payload
  })
}

const json = 'application/json; charset=utf-8'

function whoseKey(caller: Caller): string {
  if (caller.kind === 'person') return `person ${caller.person.id}`
  return caller.kind === 'token' ? `token ${caller.token.id}` : 'local'
}

function hashOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

interface Kept {
  readonly status: number | null
  readonly body: string | null
}

async function begin(db: Db, key: string, request: string): Promise<'new' | 'other' | Kept> {
  await sql`
    delete from idempotency_keys
    where begun_at < now() - make_interval(hours => ${keptHours})
      or (status is null and begun_at < now() - make_interval(mins => ${abandonedMinutes}))`.execute(db)
  const { rows: made } = await sql`
    insert into idempotency_keys (key_hash, request_hash) values (${key}, ${request})
    on conflict do nothing returning key_hash`.execute(db)
  if (made.length > 0) return 'new'
  const { rows } = await sql<Kept & { request_hash: string }>`
    select request_hash, status, body from idempotency_keys where key_hash = ${key}`.execute(db)
  const [row] = rows
  if (!row) return { status: null, body: null }
  return row.request_hash === request ? row : 'other'
}

async function keep(db: Db, key: string, status: number, body: string): Promise<void> {
  await sql`update idempotency_keys set status = ${status}, body = ${body} where key_hash = ${key}`.execute(db)
}

async function forget(db: Db, key: string): Promise<void> {
  await sql`delete from idempotency_keys where key_hash = ${key}`.execute(db)
}
