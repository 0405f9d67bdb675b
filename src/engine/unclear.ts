import { nameOf, type Entry, type Name } from '#platform'
import { quote } from './quote.ts'

/** Why nothing can be said of an entry: the platform called `title` holds several of its name. */
export function severalCalled(name: Name, title: string): string {
  return `${title} holds several entries called ${quote(name)}; it cannot be told which one is meant.`
}

export const kindWords = { file: 'a file', folder: 'a folder', other: 'neither file nor folder' } as const

/** A file stands where a folder should be, or the other way round. */
export function kindsDiffer(source: Entry, destination: Entry): string {
  return `At the destination ${quote(nameOf(destination.path))} is ${kindWords[destination.kind]}, at the source ${kindWords[source.kind]}.`
}
