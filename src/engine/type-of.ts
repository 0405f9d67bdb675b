import { splitExtension, type Name } from '#platform'
import { typeGroups } from './type-groups.ts'

export type TypeOfFile = keyof typeof typeGroups | 'other'

const groups = Object.entries(typeGroups) as [keyof typeof typeGroups, { names?: readonly string[] }][]
const byExtension = new Map<string, TypeOfFile>(
  groups.flatMap(([group]) => typeGroups[group].extensions.map((extension) => [`.${extension}`, group] as const)),
)
const byName = groups.flatMap(([group, { names = [] }]) => names.map((name) => [name.toLowerCase(), group] as const))
const exact = new Map<string, TypeOfFile>(byName.filter(([name]) => !name.endsWith('*')))
const beginnings = byName
  .filter(([name]) => name.endsWith('*'))
  .map(([name, group]) => [name.slice(0, -1), group] as const)

/** The group of types that a file belongs to by what it is called. Whole names count before extensions: `~$Plan.docx` is temporary. */
export function typeOf(name: Name): TypeOfFile {
  const folded = name.toLowerCase()
  const beginning = beginnings.find(([start]) => folded.startsWith(start))
  return beginning?.[1] ?? exact.get(folded) ?? byExtension.get(splitExtension(folded)[1]) ?? 'other'
}
