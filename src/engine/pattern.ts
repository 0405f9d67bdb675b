import { splitExtension, type Entry, type Name } from '#platform'
import { typeGroups } from './type-groups.ts'
import { isAsWanted, many } from './wildcards.ts'

/** A name as patterns see it: sign by sign, capitals and the two ways to write é counting for nothing. */
export type Signs = readonly string[]

export function signsOf(name: Name): Signs {
  return Array.from(name.normalize('NFC').toLowerCase())
}

/** What one filter names. Paths begin at the source folder of the job. */
export interface Pattern {
  readonly text: string
  /** The names of the one path that it names, with all that is in it; absent where it could be several. */
  readonly only?: readonly string[] | undefined
  matches(path: readonly Signs[], kind: Entry['kind']): boolean
  /** Whether something below this folder can match. */
  reachesBelow(folder: readonly Signs[]): boolean
}

/**
 * Reads a pattern. `*.tmp` is a name in whatever folder, `Drawings/*.pdf` a path, `Old/` a folder of that name, `/Old/` the one
 * at the top; `*` stands for anything within a name, `?` for one character, `**` for any number of folders. `group:images` is
 * a group of types. A backslash before `*`, `?`, `/` or `\` takes its meaning away.
 */
export function parsePattern(text: string): Pattern {
  if (text.startsWith('group:')) return groupPattern(text)
  const parts = split(text)
  const isFolder = parts.length > 1 && parts.at(-1)?.length === 0
  if (isFolder) parts.pop()
  const isPath = parts.length > 1
  if (parts[0]?.length === 0) parts.shift()
  const names: Wanted[] = parts.map((part) => (isMany(part) ? many : part))
  const whole: readonly Wanted[] = isPath ? names : [many, ...names]
  const firstMany = whole.indexOf(many)

  return {
    text,
    only: onlyPath(whole, isFolder),
    matches: (path, kind) => (kind === 'folder' || !isFolder) && isAsWanted(whole, path, fitsName),
    reachesBelow(folder) {
      const before = whole.slice(0, Math.min(firstMany < 0 ? whole.length : firstMany, folder.length))
      const isOnTheWay = before.every((part, at) => part !== many && fitsName(part, folder[at] ?? []))
      return isOnTheWay && (firstMany >= 0 || folder.length < whole.length)
    },
  }
}

/** Names without a wildcard, and perhaps `**` for all that is in it: of `/**` alone that is the whole source folder. */
function onlyPath(whole: readonly Wanted[], isFolder: boolean): readonly string[] | undefined {
  const rest = whole.findIndex((part) => part === many)
  const names = rest < 0 ? whole : whole.slice(0, rest)
  const isOpen = rest >= 0 && (isFolder || whole.slice(rest).some((part) => part !== many))
  return isOpen || !names.every(isPlain) ? undefined : names.map((signs) => signs.join(''))
}

function isPlain(part: Wanted): part is Signs {
  return part !== many && part.every((sign) => typeof sign === 'string')
}

/** Reads a text with the wildcards of a name; a slash in it is a sign like any other. */
export function textMatcher(wanted: string): (text: string) => boolean {
  const signs = meaningsOf(wanted).map((sign) => (sign === between ? '/' : sign))
  return (text) => fitsName(signs, signsOf(text))
}

/** `**` */
function isMany(part: WantedName): boolean {
  return part.length === 2 && part.every((sign) => sign === many)
}

const one = Symbol('one')
type Sign = string | typeof one
type WantedName = readonly (Sign | typeof many)[]
/** A name, or any number of folders. */
type Wanted = WantedName | typeof many

function fitsName(wanted: WantedName, signs: Signs): boolean {
  return isAsWanted<Sign, string>(wanted, signs, (sign, is) => sign === one || sign === is)
}

/** The signs of each name. */
function split(text: string): WantedName[] {
  const parts: (Sign | typeof many)[][] = [[]]
  for (const sign of meaningsOf(text)) {
    if (sign === between) parts.push([])
    else parts.at(-1)?.push(sign)
  }
  return parts
}

const between = Symbol('between')

/** What each sign of a pattern stands for, the escapes among them resolved. */
function meaningsOf(text: string): readonly (WantedName[number] | typeof between)[] {
  const meanings: (WantedName[number] | typeof between)[] = []
  const signs = signsOf(text)
  for (let at = 0; at < signs.length; at++) {
    const sign = signs[at] ?? ''
    meanings.push(sign === '\\' ? (signs[++at] ?? sign) : (special[sign] ?? sign))
  }
  return meanings
}

const special: Readonly<Record<string, typeof many | typeof one | typeof between>> = {
  '*': many,
  '?': one,
  '/': between,
}

function groupPattern(text: string): Pattern {
  const group = text.slice('group:'.length)
  if (!isGroup(group)) throw new RangeError(`There is no group of types “${group}”.`)
  const { extensions, names = [] }: { extensions: readonly string[]; names?: readonly string[] } = typeGroups[group]
  const known = new Set(extensions.map((extension) => `.${extension}`))
  const patterns = names.map(parsePattern)
  return {
    text,
    matches: (path, kind) =>
      kind === 'file' &&
      (known.has(splitExtension(path.at(-1)?.join('') ?? '')[1]) ||
        patterns.some((pattern) => pattern.matches(path, kind))),
    reachesBelow: () => true,
  }
}

function isGroup(word: string): word is keyof typeof typeGroups {
  return Object.hasOwn(typeGroups, word)
}
