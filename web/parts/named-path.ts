/** Names of folders from the source folder of a job down to an entry. */
export type NamePath = readonly string[]

export interface NamedPath {
  readonly path: NamePath
  /** A folder is meant, and no file called so. */
  readonly isFolder: boolean
}

// As the contract has it.
const longestPattern = 4000

/** Whether a filter can name an entry: it is one line of text. */
export function canBeNamed(path: NamePath): boolean {
  return !/[\p{Cc}\p{Cs}]/u.test(path.join('')) && patternOf({ path, isFolder: true }).length <= longestPattern
}

/** The filter that names one folder with all that is in it, or one file. Of no names it is the whole source folder. */
export function patternOf({ path, isFolder }: NamedPath): string {
  if (path.length === 0) return '/**'
  const text = path.map((name) => `/${name.replaceAll(/[\\*?/]/g, '\\$&')}`).join('')
  // Blanks at the end of a filter do not count.
  return isFolder ? `${text}/` : /\s$/.test(text) ? `${text}/**` : text
}

/** The one path that a filter names, as the planner reads it; undefined where it could be several. */
export function namedBy(pattern: string): NamedPath | undefined {
  if (pattern.startsWith('group:')) return undefined
  const parts = partsOf(pattern)
  const isFolder = parts.length > 1 && parts.at(-1)?.length === 0
  if (isFolder) parts.pop()
  const isAnchored = parts.length > 1
  if (parts[0]?.length === 0) parts.shift()
  const end = parts.findLastIndex((part) => !isMany(part)) + 1
  const names = parts.slice(0, end)
  const isOneOfMany = names.some((part) => part.some((sign) => sign === '*' || sign === '?'))
  if (isOneOfMany || (isFolder && end < parts.length) || (!isAnchored && names.length > 0)) return undefined
  return { path: names.map((part) => part.map(plain).join('')), isFolder }
}

/** The signs of each name; a backslash stands together with the sign that it makes mean itself. */
function partsOf(pattern: string): string[][] {
  const parts: string[][] = [[]]
  for (const sign of pattern.match(/\\?./gsu) ?? []) {
    if (sign === '/') parts.push([])
    else parts.at(-1)?.push(sign)
  }
  return parts
}

/** `**`, for any number of folders. */
function isMany(part: readonly string[]): boolean {
  return part.length === 2 && part.every((sign) => sign === '*')
}

function plain(sign: string): string {
  return sign.length > 1 && sign.startsWith('\\') ? sign.slice(1) : sign
}
