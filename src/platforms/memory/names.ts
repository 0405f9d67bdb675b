import {
  describeProblem,
  nameOf,
  problemsOfName,
  problemsOfPath,
  splitExtension,
  type Facts,
  type Name,
  type Path,
} from '#platform'
import { refusal } from './refusal.ts'

const impossible: ReadonlySet<Name> = new Set(['', '.', '..'])

/** Throws invalid-name when the last name of the path, or the path as a whole, cannot be held under these facts. */
export function refuseName(path: Path, facts: Facts, verb: string): void {
  const name = nameOf(path)
  if (impossible.has(name)) throw refusal('invalid-name', verb, path, 'this can be no name')
  const problems = [...problemsOfName(name, facts), ...problemsOfPath(path, facts)]
  if (problems.length === 0) return
  const why = `it ${problems.map(describeProblem).join(' and ')}. Rename it at the source`
  throw refusal('invalid-name', verb, path, why)
}

export function refuseType(path: Path, facts: Facts): void {
  const [, extension] = splitExtension(nameOf(path))
  if (!facts.restrictedTypes.includes(extension.toLowerCase())) return
  throw refusal('unsupported', 'write', path, `files of the type ${extension} are refused`)
}

/** As the platform gives the name back. */
export function nameKept(name: Name, { unicodeForm }: Facts): Name {
  return unicodeForm === 'kept' ? name : name.normalize(unicodeForm === 'nfc' ? 'NFC' : 'NFD')
}
