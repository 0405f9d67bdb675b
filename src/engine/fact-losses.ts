import type { Facts } from '#platform'
import type { SomeFacts } from './fact-rows.ts'
import { factWords, showSign, textOf } from './fact-words.ts'
import { mayExceed } from './length-limits.ts'
import { mostVersions } from './older-versions.ts'
import type { JobOptions } from './options.ts'
import { archiveType } from './packing.ts'

/** What content loses on its way, and what the engine does about it. */
export interface Loss {
  readonly lost: string
  readonly done: string
}

interface Way {
  /** What sentences call the destination. */
  readonly title: string
  readonly options: JobOptions
  readonly destination: SomeFacts
}

/** A source of which a fact is not known may hold anything. */
type LossOf<Value> = (from: Value | undefined, to: Value, way: Way) => Loss | undefined

/** For each fact what is lost by it between a source and a destination; facts that lose nothing are absent. */
const losses: { readonly [Fact in keyof Facts]?: LossOf<Required<Facts>[Fact]> } = {
  forbiddenCharacters(from = '', to, { options }) {
    // No system lets NUL into a name, so none is lost.
    const signs = [...to].filter((sign) => sign !== '\0' && !from.includes(sign)).map(showSign)
    return signs.length === 0 ? undefined : renamed(`Names that contain ${anyOf(signs)}`, options)
  },
  forbidsControlCharacters: (from, to, { options }) =>
    to && !from ? renamed('Names with control characters', options) : undefined,
  reservedNames(from = [], to, { options }) {
    const names = to.filter((name) => !from.includes(name))
    const some = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names
    return names.length === 0 ? undefined : renamed(`Entries called ${anyOf(some)}`, options)
  },
  leadingSpace: (from, to, { options }) => refusedNow(from, to, 'Names that start with a space', options),
  trailingSpace: (from, to, { options }) => refusedNow(from, to, 'Names that end with a space', options),
  trailingDot: (from, to, { options }) => refusedNow(from, to, 'Names that end with a dot', options),
  spaceAroundExtension: (from, to, { options }) =>
    refusedNow(from, to, 'Names with a space before or after their extension', options),
  wellFormedNames: (from, to, { options }) =>
    to && !from ? renamed('Names that hold bytes which are no text', options) : undefined,
  maxName: (from, to, { options }) =>
    mayExceed(from, to) ? tooLong(`Names longer than ${textOf(factWords.maxName.show(to))}`, options) : undefined,
  maxPath: (from, to, { options }) =>
    mayExceed(from, to) ? tooLong(`Paths longer than ${textOf(factWords.maxPath.show(to))}`, options) : undefined,
  maxDepth: (from, to) =>
    to !== undefined && (from === undefined || from > to)
      ? { lost: `What lies more than ${to} folders deep does not fit.`, done: flagged }
      : undefined,
  maxFileBytes: (from, to, { options }) =>
    to !== undefined && (from === undefined || from > to)
      ? {
          lost: `Files above ${textOf(factWords.maxFileBytes.show(to))} are not taken.`,
          done: options.largeFiles === 'skip' ? leftOut : flagged,
        }
      : undefined,
  minFileBytes: (from = 0, to) =>
    to > from
      ? { lost: `Files of less than ${textOf(factWords.minFileBytes.show(to))} are not taken.`, done: flagged }
      : undefined,
  restrictedTypes(from = [], to, { options }) {
    const types = to.filter((type) => !from.includes(type))
    const byOption = { flag: flagged, skip: leftOut, zip: to.includes(archiveType) ? flagged : packed }
    if (types.length === 0) return undefined
    return { lost: `Files of the types ${types.join(' ')} are not taken.`, done: byOption[options.restrictedTypes] }
  },
  timePrecisionMs: (from = 0, to, { destination }) =>
    to > from && destination.setsModifiedAt
      ? {
          lost: `Times are kept to ${textOf(factWords.timePrecisionMs.show(to))} only.`,
          done: 'Times that differ by less count as equal.',
        }
      : undefined,
  caseSensitive: (from, to) =>
    from !== false && !to ? oneName('Names that differ in capitals alone become one name.') : undefined,
  unicodeForm: (from, to) =>
    from !== to && to !== 'kept'
      ? oneName('Names that differ only in how their accents are written become one name.')
      : undefined,
  allowsDuplicates: (from, to) =>
    from !== false && !to ? oneName('Two entries of one name cannot lie in one folder.') : undefined,
  filesAndFoldersApart: (from, to) =>
    from !== false && !to ? oneName('A file and a folder of one name cannot lie in one folder.') : undefined,
  setsModifiedAt: (_, to, { title }) =>
    to
      ? undefined
      : {
          lost: `${title} gives every file the time of its copy.`,
          done: 'Whether a file has changed is told by what the last run noted of both sides.',
        },
  hashes: (_, to, { title, options }) =>
    to.length > 0
      ? undefined
      : {
          lost: `${title} gives no hash to prove a copy by.`,
          done:
            options.verification === 'none'
              ? 'Copies are compared by their size alone.'
              : 'Every copied file is read back and compared by its SHA-256.',
        },
  keepsVersions(from, to, { title, options }) {
    const most = mostVersions(options)
    if (from === false || (to && most === Number.POSITIVE_INFINITY)) return undefined
    if (to && most > 1) {
      const lost = `Of each file the newest ${most} versions are copied, and not those before.`
      return { lost, done: 'The earlier ones stay at the source.' }
    }
    const none = most > 1 ? 'Earlier versions cannot be copied' : 'Earlier versions are not copied'
    return {
      lost: to ? `${none}.` : `${none}, and ${title} keeps none of later ones.`,
      done: 'The current version is copied; the earlier ones stay at the source.',
    }
  },
  atomicReplace: (_, to) =>
    to
      ? undefined
      : {
          lost: 'A write that breaks off can damage the content that it was to replace.',
          done: 'It is reported as failed and the file is written again; the source still has it.',
        },
  keepsEmptyFolders: (from, to, { options }) =>
    from !== false && !to
      ? {
          lost: 'Empty folders are not kept.',
          done:
            options.emptyFolders === 'skip' ? 'They are left out.' : 'They are made, and vanish while they are empty.',
        }
      : undefined,
  keepsPermissions: lostPermissions,
  keepsOwners: lostOwners,
  locks: lostLocks,
  metadata: lostMetadata,
  keepsAuthors: (_, to) =>
    to
      ? undefined
      : { lost: 'Authors are not kept.', done: 'Files belong to the account of the connection that writes them.' },
}

function lostPermissions(from: boolean | undefined, to: boolean, { title, options }: Way): Loss | undefined {
  if (from === false || (to && options.permissions !== 'none')) return undefined
  return {
    lost: to ? 'Permissions are not copied.' : `Permissions are not kept: ${title} has none of people and groups.`,
    done: to
      ? 'Everything has those of the folder it is put into.'
      : 'Who may see what is decided there by other means.',
  }
}

function lostOwners(from: boolean | undefined, to: boolean, { title, options }: Way): Loss | undefined {
  if (from === false || (to && options.owners === 'preserve')) return undefined
  return {
    lost: to ? 'Owners are not copied.' : `Owners are not kept: ${title} lets none be set.`,
    done: 'Files and folders belong to the account of the connection that makes them.',
  }
}

function lostLocks(from: Facts['locks'] | undefined, to: Facts['locks'], { title, options }: Way): Loss | undefined {
  if (from === 'none' || (to === 'set' && options.locks === 'mirror')) return undefined
  return {
    lost: to === 'set' ? 'Locks are not copied.' : `Locks are not kept: ${title} lets none be set.`,
    done: 'The copy of a file that is locked can be changed.',
  }
}

function lostMetadata(
  from: Facts['metadata'] | undefined,
  to: Facts['metadata'],
  { title, options }: Way,
): Loss | undefined {
  if (from === 'none' || (to === 'set' && options.metadata === 'preserve')) return undefined
  return {
    lost: to === 'set' ? 'Metadata is not copied.' : `Metadata is not kept: ${title} lets none be set.`,
    done: 'What the fields hold stays at the source.',
  }
}

/** What is lost by one fact; nothing is said of a destination of which it is not known. */
export function lossBy<Fact extends keyof Facts>(fact: Fact, from: SomeFacts, way: Way): Loss | undefined {
  const lossOf = losses[fact] as LossOf<Facts[Fact]> | undefined
  return Object.hasOwn(way.destination, fact)
    ? lossOf?.(from[fact], way.destination[fact] as Facts[Fact], way)
    : undefined
}

const flagged = 'They are flagged and wait for a person.'
const packed = 'Each goes there in a ZIP archive of its own, under its name with .zip after it.'
const leftOut = 'They are left out, and the report says so.'

function refusedNow(from: boolean | undefined, to: boolean, which: string, options: JobOptions): Loss | undefined {
  return from !== false && !to ? renamed(which, options) : undefined
}

const byName: Readonly<Record<JobOptions['unsupportedNames'], string>> = {
  underscore: 'What is not allowed becomes an underscore; the report shows both names.',
  encode: 'What is not allowed is written as an escape that can be turned back; the report shows both names.',
  flag: flagged,
}

function renamed(which: string, { unsupportedNames }: JobOptions): Loss {
  return { lost: `${which} cannot be kept as they are.`, done: byName[unsupportedNames] }
}

function tooLong(which: string, { longNames }: JobOptions): Loss {
  const done = longNames === 'flag' ? flagged : 'Names are shortened from the right and keep their extension.'
  return { lost: `${which} do not fit.`, done }
}

function oneName(lost: string): Loss {
  return { lost, done: 'One of them is copied and the others are flagged; nothing is overwritten.' }
}

function anyOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(' ')} or ${words.at(-1)}`
}
