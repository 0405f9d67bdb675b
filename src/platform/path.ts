/**
 * A path is a list of names from the root of a space; the root is the empty list. Names are never joined, trimmed,
 * folded or normalised inside Gantry: `a/b` is a name where a platform says so, and `report ` is not `report`.
 */
export type Name = string
export type Path = readonly Name[]

/** Thrown for what can be no name at all: empty, `.` or `..`. */
export class NameError extends Error {
  override readonly name = 'NameError'
}

const impossible = new Map([
  ['', 'A name cannot be empty.'],
  ['.', 'A name cannot be "." (the folder itself).'],
  ['..', 'A name cannot be ".." (the folder above).'],
])

/** `path` with `name` below it. Throws NameError for a name that cannot exist. */
export function child(path: Path, name: Name): Path {
  const problem = impossible.get(name)
  if (problem) throw new NameError(problem)
  return [...path, name]
}

export function parentOf(path: Path): Path {
  return path.slice(0, -1)
}

/** The last name; the root has none and gives the empty string. */
export function nameOf(path: Path): Name {
  return path.at(-1) ?? ''
}

/** `report.final.pdf` → `['report.final', '.pdf']`; a leading dot belongs to the stem, and `No. 5 plans` has no extension. */
export function splitExtension(name: Name): readonly [stem: string, extension: string] {
  const dot = name.lastIndexOf('.')
  const extension = dot <= 0 ? '' : name.slice(dot)
  return /\s/u.test(extension) ? [name, ''] : [name.slice(0, name.length - extension.length), extension]
}

// What cannot stand in the text form as it is: the separator, the escape sign itself, control characters (NUL cannot be
// stored in PostgreSQL text) and halves of surrogate pairs (they have no UTF-8 form, so two names would become one).
// oxlint-disable-next-line no-control-regex
const mayNeedEscape = /[/\\\u0000-\u001f\u007f\ud800-\udfff]/
// oxlint-disable-next-line no-control-regex
const needsEscape = /[/\\\u0000-\u001f\u007f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/**
 * The text form of a path, for screens, logs and rows: `Drawings/A-101.pdf`; the root is the empty text. Well-formed
 * Unicode whatever the names hold, and `parsePath(showPath(path))` is always `path`.
 */
export function showPath(path: Path): string {
  return path.map(showName).join('/')
}

export function showName(name: Name): string {
  // Most names hold none of these, and the first look costs a tenth of the second.
  if (!mayNeedEscape.test(name)) return name
  return name.replace(needsEscape, (unit) =>
    unit === '/' || unit === '\\' ? `\\${unit}` : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** The path that `showPath` wrote. A slash at either end is allowed, as people type it. Throws NameError. */
export function parsePath(text: string): Path {
  const names = text.includes('\\') ? escapedNames(text) : text.split('/')
  if (names.length > 1 && names[0] === '') names.shift()
  if (names.at(-1) === '') names.pop()
  return names.reduce<Path>(child, [])
}

function escapedNames(text: string): string[] {
  const names: string[] = []
  let name = ''
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at)
    if (sign === '/') {
      names.push(name)
      name = ''
    } else if (sign === '\\') {
      const [unit, length] = unescape(text, at)
      name += unit
      at += length - 1
    } else name += sign
  }
  names.push(name)
  return names
}

function unescape(text: string, at: number): readonly [unit: string, length: number] {
  const sign = text.charAt(at + 1)
  if (sign === '/' || sign === '\\') return [sign, 2]
  const code = /^u([0-9a-f]{4})/i.exec(text.slice(at + 1, at + 6))?.[1]
  if (code) return [String.fromCharCode(Number.parseInt(code, 16)), 6]
  throw new NameError(`After "\\" a path needs "/", "\\" or "u" with four hexadecimal digits: ${text}`)
}

export function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((name, at) => name === b[at])
}
