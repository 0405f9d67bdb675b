import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { z } from 'zod'
import type { connectionQuery, connectionSorts } from '#api/contract/connections.ts'
import { cursorOf, readCursor } from '#toolkit/cursor.ts'
import { ConnectionRefused, shortWaitMs, type Connection, type Health } from './connection.ts'
import { shownConnections, toConnection, type ConnectionRow } from './rows.ts'

type Query = z.output<typeof connectionQuery>

export interface ConnectionPage {
  readonly connections: readonly Connection[]
  readonly next?: string
}

/** Connections that fit, in the order asked for, a page at a time. */
export async function listPage(db: Kysely<unknown>, query: Query, now: number): Promise<ConnectionPage> {
  const isDown = query.sort.startsWith('-')
  const { key, type, form } = keys[query.sort.replace('-', '') as keyof typeof keys]
  const direction = isDown ? sql`desc` : sql`asc`
  const place = query.after === undefined ? undefined : placeIn(query.after, form)
  const after = place
    ? sql`and (${key}, c.id) ${isDown ? sql`<` : sql`>`} (${place[0]}::${type}, ${place[1]}::bigint)`
    : sql``
  const { rows } = await sql<ConnectionRow & { place: string }>`
    ${shownConnections(key)} ${filterOf(query, now)} ${after}
    order by ${key} ${direction}, c.id ${direction} limit ${query.limit + 1}`.execute(db)
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    connections: shown.map(toConnection),
    ...(rows.length > query.limit && last && { next: cursorOf([last.place, String(last.id)]) }),
  }
}

interface Key {
  readonly key: RawBuilder<unknown>
  readonly type: RawBuilder<unknown>
  /** What the text of a key looks like. */
  readonly form: RegExp
}

const keys: Readonly<Record<(typeof connectionSorts)[number], Key>> = {
  name: { key: sql`lower(c.name)`, type: sql`text`, form: /^/ },
  platform: { key: sql`c.platform`, type: sql`text`, form: /^/ },
  created: { key: sql`c.id`, type: sql`bigint`, form: /^\d{1,18}$/ },
  tested: {
    key: sql`coalesce(c.tested_at, '-infinity')`,
    type: sql`timestamptz`,
    form: /^(-infinity|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?)$/,
  },
}

function placeIn(after: string, form: RegExp): readonly [string, string] {
  const [key = '', id = ''] = readCursor(after, 2) ?? []
  if (form.test(key) && /^\d{1,18}$/.test(id)) return [key, id]
  throw new ConnectionRefused('invalid', '“after” is not the “next” of an earlier page in this order.')
}

function filterOf({ text, platform, health, owner }: Query, now: number): RawBuilder<unknown> {
  const words = text === undefined ? null : `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
  return sql`
    and (${words}::text is null or c.name ilike ${words})
    and (${platform ?? null}::text is null or c.platform = ${platform ?? null})
    and (${owner ?? null}::text is null or c.added_by_id = ${owner ?? null})
    ${health ? sql`and ${conditionOf(health, now)}` : sql``}`
}

/** `healthOf` as a condition. */
function conditionOf(health: Health, now: number): RawBuilder<unknown> {
  const soon = new Date(now + shortWaitMs)
  if (health === 'paused') return sql`c.disabled_at is not null`
  if (health === 'limited') {
    return sql`c.disabled_at is null and p.limited_until > ${soon} and c.health <> 'sign-in-needed'`
  }
  const isFree = health === 'sign-in-needed' ? sql`true` : sql`(p.limited_until is null or p.limited_until <= ${soon})`
  return sql`c.disabled_at is null and c.health = ${health} and ${isFree}`
}
