import { describeProblem, nameOf, problemsOfName, problemsOfPath, type Name, type Path } from '#platform'
import { failure, type Doing } from './failures.ts'
import { facts } from './manifest.ts'

/** Throws invalid-name for a name that Procore cannot hold. What lies there already may have such names. */
export function refuseName(path: Path, doing: Doing): void {
  const name = nameOf(path)
  if (isImpossible(name)) throw failure('invalid-name', doing, 'this can be no name')
  const problems = [...problemsOfName(name, facts), ...problemsOfPath(path, facts)]
  if (problems.length === 0) return
  const why = problems.map(describeProblem).join(' and ')
  throw failure('invalid-name', doing, `the name ${why}. Rename it at the source, or let the job change such names`)
}

const impossible: ReadonlySet<Name> = new Set(['', '.', '..'])

export function isImpossible(name: Name): boolean {
  return impossible.has(name)
}
