import { splitExtension, type Facts, type Name } from '#platform'
import type { NameIn, Renaming } from './names.ts'
import { quote } from './quote.ts'
import type { Terms } from './terms.ts'

export const archiveType = '.zip'

/** The type of a file of this name, where the platform refuses it. */
export function refusedType(name: Name, { restrictedTypes }: Pick<Facts, 'restrictedTypes'>): string | undefined {
  if (restrictedTypes.length === 0) return undefined
  const type = splitExtension(name)[1].toLowerCase()
  return type !== '' && restrictedTypes.includes(type) ? type : undefined
}

/**
 * What the archive of a file is called that the destination takes in no other form: `tool.exe.zip`, as far as the destination
 * can hold that. `undefined` for a file that is not packed, also where the destination refuses archives too.
 */
export function packingOf(own: Name, nameIn: NameIn, { destination, options }: Terms): Renaming | undefined {
  const { facts, title } = destination
  if (options.restrictedTypes !== 'zip' || facts.restrictedTypes.length === 0) return undefined
  const type = refusedType(nameIn(own)?.name ?? own, facts)
  if (type === undefined || facts.restrictedTypes.includes(archiveType)) return undefined
  const whole = `${own}${archiveType}`
  const renaming = nameIn(whole)
  if (renaming && renaming.name === undefined) return renaming
  const name = renaming?.name ?? whole
  const sentence = `${title} refuses files of the type ${type}; packed, it becomes ${quote(name)}.`
  return { name, reason: 'packed', sentence }
}
