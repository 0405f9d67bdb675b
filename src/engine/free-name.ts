import { nameOf, splitExtension, type Entry, type Name } from '#platform'
import type { NameIn } from './names.ts'

/** The names of one folder. */
export interface Taken {
  /** Folded. */
  readonly names: ReadonlySet<string>
  readonly fold: (name: Name) => string
  readonly nameIn: NameIn
}

const mostTries = 100

/** `plan (conflict 2026-03-01 10.15.00).pdf`: of the time when it was changed, in signs that every platform takes. */
export function freeName(entry: Entry, { names, fold, nameIn }: Taken): Name | undefined {
  const [stem, extension] = splitExtension(nameOf(entry.path))
  const when = entry.modifiedAt?.toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.')
  for (let number = 1; number <= mostTries; number++) {
    const mark = `conflict${when === undefined ? '' : ` ${when}`}${number === 1 ? '' : `, ${number}`}`
    const name = shortened(stem, ` (${mark})${extension}`, nameIn)
    if (name === undefined) return undefined
    if (!names.has(fold(name))) return name
  }
  return undefined
}

/** The stem cut from the right until the whole is a name there. */
function shortened(stem: string, end: string, nameIn: NameIn): Name | undefined {
  const characters = Array.from(stem)
  for (let length = characters.length; length > 0; length--) {
    const name = `${characters.slice(0, length).join('').trimEnd()}${end}`
    if (nameIn(name) === undefined) return name
  }
  return undefined
}
