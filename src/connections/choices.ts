import { isStorageError, type Clock, type Field, type Platform, type Space, type Values } from '#platform'
import { platformCalled } from './add.ts'
import type { Connection } from './connection.ts'
import { spacesOf } from './spaces.ts'
import type { Storages } from './storages.ts'

interface Means {
  readonly platforms: readonly Platform[]
  readonly storages: Pick<Storages, 'open' | 'openApart'>
  readonly clock: Clock
  readonly signal: AbortSignal
}

export interface Choice {
  readonly value: string
  readonly label: string
  /** The values of other fields that belong to it. */
  readonly within: Values
}

/** A field that narrows a connection, and what it can be. */
export interface ScopeField {
  readonly id: string
  /** What it is called where it is chosen, and what the empty value is. */
  readonly label: string
  readonly all: string
  readonly chosen?: string
  readonly choices: readonly Choice[]
}

/**
 * What a connection can be narrowed to, as its account sees it now, whatever it is narrowed to already. None where the way
 * that it signs in has no such fields.
 */
export async function choicesOf(means: Means, connection: Connection): Promise<readonly ScopeField[]> {
  const fields = scopeFieldsOf(connection, means.platforms)
  if (fields.length === 0) return []
  const spaces = await allSpaces(means, connection, fields)
  return fields.map(({ id, scope }) => {
    const chosen = connection.settings[id]
    return { id, ...scope, ...(chosen !== undefined && { chosen }), choices: choicesFor(id, fields, spaces) }
  })
}

export type Scoping = Field & { readonly scope: NonNullable<Field['scope']> }

/** The fields that narrow a connection, the outermost first. */
export function scopeFieldsOf({ platform, way }: Connection, platforms: readonly Platform[]): readonly Scoping[] {
  const { ways } = platformCalled(platforms, platform).manifest
  const fields = ways.find(({ id }) => id === way)?.fields ?? []
  return fields.flatMap(({ scope, ...field }) => (scope ? [{ ...field, scope }] : []))
}

/** The spaces that a value of this field narrows to, and none of the fields after it. */
function choicesFor(id: string, fields: readonly Field[], spaces: readonly Space[]): readonly Choice[] {
  const inner = fields.slice(fields.findIndex((field) => field.id === id) + 1)
  return spaces.flatMap(({ name, scope = {} }) => {
    const { [id]: value, ...within } = scope
    if (value === undefined || inner.some((field) => scope[field.id] !== undefined)) return []
    return [{ value, label: name, within }]
  })
}

async function allSpaces(means: Means, connection: Connection, fields: readonly Field[]): Promise<readonly Space[]> {
  const chosen = fields.map(({ id }) => id).filter((id) => connection.settings[id] !== undefined)
  // Some accounts see nothing until the outermost is named: so it stays, where nothing is seen without it.
  for (const [kept] of chosen.entries()) {
    try {
      return await spacesWithout(means, connection, chosen.slice(kept))
    } catch (error) {
      if (!isTooWide(error)) throw error
    }
  }
  const { storage } = await means.storages.open(connection.id)
  return spacesOf(storage, means.clock, means.signal)
}

/** All that the account sees when some of what narrows the connection is taken away. */
export async function spacesWithout(
  { storages, signal }: Pick<Means, 'storages' | 'signal'>,
  connection: Connection,
  ids: readonly string[],
): Promise<readonly Space[]> {
  const settings = Object.fromEntries(Object.entries(connection.settings).filter(([id]) => !ids.includes(id)))
  const { storage, close } = await storages.openApart({ ...connection, settings })
  try {
    const spaces: Space[] = []
    for await (const page of storage.spaces({ signal })) spaces.push(...page.entries)
    return spaces
  } finally {
    await close()
  }
}

function isTooWide(error: unknown): boolean {
  return isStorageError(error) && (error.advice.do === 'fix-settings' || error.kind === 'forbidden')
}
