import { nameOf, type Entry, type Name, type Path } from '#platform'
import type { Copy, Leave } from './action.ts'
import { heldAs } from './content-of.ts'
import type { FilterIn } from './filter.ts'
import type { Known } from './item.ts'
import { leave } from './leave.ts'
import type { JobOptions } from './options.ts'
import { archiveType, refusedType } from './packing.ts'
import { quote } from './quote.ts'
import type { Reason } from './reason.ts'
import type { Terms } from './terms.ts'

interface Folder {
  readonly sourcePath: Path
  readonly known?: (name: Name, kind: Entry['kind']) => Known | undefined
}

/** Leaves out what no job copies (the platform's own, the deleted, what is no file) and what this one is told to leave. */
export function leaveOut(
  entry: Entry,
  folder: Folder,
  { source, options }: Terms,
  filter: FilterIn | undefined,
): Leave | undefined {
  const { traits, kind } = entry
  if (traits?.includes('system')) return leave(entry, folder, 'ignored', 'system')
  if (traits?.includes('deleted')) return leave(entry, folder, 'ignored', 'deleted')
  const beyond = filter?.(entry)
  if (beyond) return leave(entry, folder, 'ignored', beyond.reason, `${beyond.sentence}${whatStays(entry, folder)}`)
  if (kind === 'other') {
    const what = entry.what ?? 'neither file nor folder'
    const sentence = `${quote(nameOf(entry.path))} is ${/^[aeiou]/i.test(what) ? 'an' : 'a'} ${what} at ${source.title}; only files and folders are copied.`
    return leave(entry, folder, 'ignored', 'not-a-file', entry.what === undefined ? '' : sentence)
  }
  const told = leftWhenTold.find(({ isTold }) => isTold(entry, options))
  if (!told) return undefined
  const stays = whatStays(entry, folder)
  return leave(entry, folder, 'ignored', told.reason, stays && `${told.sentence}${stays}`)
}

/** What a job leaves out only where it is told to. */
const leftWhenTold: readonly {
  readonly reason: Reason
  readonly sentence: string
  readonly isTold: (entry: Entry, options: JobOptions) => boolean
}[] = [
  {
    reason: 'folders-only',
    sentence: 'Only folders are copied.',
    isTold: ({ kind }, { content }) => content === 'folders' && kind === 'file',
  },
  {
    reason: 'hidden',
    sentence: 'Hidden items are left out.',
    isTold: (entry, { hiddenItems }) => hiddenItems === 'skip' && isHidden(entry),
  },
  {
    reason: 'shared',
    sentence: 'Shared items are left out.',
    isTold: ({ traits }, { sharedItems }) => sharedItems === 'skip' && traits?.includes('shared') === true,
  },
]

/** Nothing is deleted because a rule has changed. */
function whatStays(entry: Entry, { known }: Folder): string {
  const isThere = known?.(nameOf(entry.path), entry.kind)?.destinationPrint !== undefined
  return isThere ? ' What an earlier run copied stays at the destination.' : ''
}

/** Where the platform says so, and where the name begins with a dot, whichever platform it lies on. */
export function isHidden({ traits, path }: Entry): boolean {
  return traits?.includes('hidden') === true || nameOf(path).startsWith('.')
}

/** Leaves files whose size or type the destination refuses. `name` is the one it would have there, perhaps as an archive. */
export function refusedContent(
  entry: Entry,
  name: Name,
  folder: Folder,
  terms: Terms,
  form: Pick<Copy, 'packed'> = {},
): Leave | undefined {
  if (entry.kind !== 'file') return undefined
  const { facts, title } = terms.destination
  const { largeFiles, restrictedTypes } = terms.options
  const { size } = heldAs(form, entry)
  const inForm = form.packed ? ' as an archive' : ''
  if (size !== undefined && facts.maxFileBytes !== undefined && size > facts.maxFileBytes) {
    const sentence = `${quote(nameOf(entry.path))} has ${bytes(size)}${inForm}; ${title} takes files up to ${bytes(facts.maxFileBytes)}.`
    return leave(entry, folder, largeFiles === 'skip' ? 'ignored' : 'flagged', 'too-large', sentence)
  }
  if (size !== undefined && size < facts.minFileBytes) {
    const sentence = `${quote(nameOf(entry.path))} has ${bytes(size)}${inForm}; ${title} takes files of at least ${bytes(facts.minFileBytes)}.`
    return leave(entry, folder, 'flagged', 'too-small', sentence)
  }
  const type = refusedType(form.packed ? nameOf(entry.path) : name, facts)
  if (type === undefined || (form.packed && restrictedTypes === 'zip')) return undefined
  const archives =
    restrictedTypes === 'zip' && type !== archiveType ? `, and archives of the type ${archiveType} too` : ''
  const sentence = `${title} refuses files of the type ${type}${archives}.`
  return leave(entry, folder, restrictedTypes === 'skip' ? 'ignored' : 'flagged', 'restricted-type', sentence)
}

function bytes(count: number): string {
  return count === 1 ? '1 byte' : `${count.toLocaleString('en-US')} bytes`
}
