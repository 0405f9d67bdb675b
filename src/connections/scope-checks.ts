import type { Space, Values } from '#platform'
import type { Check } from './checks.ts'
import { spacesWithout, type Scoping } from './choices.ts'
import type { Connection } from './connection.ts'

/** A check for each field that can narrow a connection: whether what it is narrowed to is seen, or how much is. */
export function checkScopes(fields: readonly Scoping[], settings: Values, spaces: readonly Space[]): readonly Check[] {
  return fields.map(({ id, scope }, depth): Check => {
    const names = namesSeen(id, depth, spaces)
    const [first] = names.values()
    const is = { name: 'spaces', what: scope.label } as const
    if (first === undefined) return { ...is, outcome: 'warning', sentence: `It sees none. ${giveAccess}` }
    if (settings[id] !== undefined)
      return { ...is, outcome: 'passed', sentence: `“${first}” is seen; it is narrowed to that.` }
    const sentence = names.size === 1 ? `It sees “${first}”.` : `It sees ${names.size}, such as “${first}”.`
    return { ...is, outcome: 'passed', sentence }
  })
}

/** What those that narrow the connection are called there. */
export function scopeNames(fields: readonly Scoping[], settings: Values, spaces: readonly Space[]): Values {
  const named = fields.flatMap(({ id }, depth) => {
    const name = namesSeen(id, depth, spaces).get(settings[id] ?? '')
    return name === undefined ? [] : [[id, name] as const]
  })
  return Object.fromEntries(named)
}

const giveAccess = 'Give its account access on the platform.'

/** What the values of a field are called: as the space of just this value, or as those within it say. */
function namesSeen(id: string, depth: number, spaces: readonly Space[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const { name, within = [], scope = {} } of spaces) {
    const value = scope[id]
    if (value === undefined) continue
    const isItself = Object.keys(scope).length === depth + 1
    if (isItself || !names.has(value)) names.set(value, isItself ? name : (within[depth] ?? value))
  }
  return names
}

/**
 * Where nothing is seen of what a connection is narrowed to: the checks of what that lies in, such as the company of a project
 * that is gone. None where that is not seen either.
 */
export async function checkOuter(
  means: Parameters<typeof spacesWithout>[0],
  connection: Connection,
  fields: readonly Scoping[],
): Promise<readonly Check[]> {
  const at = fields.findLastIndex(({ id }) => connection.settings[id] !== undefined)
  const inner = fields[at]
  if (!inner || at === 0) return []
  try {
    return checkScopes(fields.slice(0, at), connection.settings, await spacesWithout(means, connection, [inner.id]))
  } catch {
    return []
  }
}
