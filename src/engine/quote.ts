import { showName, showPath, type Name, type Path } from '#platform'

// Only what cannot be seen or stored as it is; a slash in a name is shown as the slash it is.
// oxlint-disable-next-line no-control-regex
const unshowable = /[\u0000-\u001f\u007f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** A name as it stands in a sentence. */
export function quote(name: Name): string {
  return `“${name.replace(unshowable, showName)}”`
}

const mostQuoted = 5

/** Several texts, as many as a sentence bears. */
export function quoteSome(texts: readonly string[]): string {
  const some = texts.slice(0, mostQuoted).map(quote)
  const more = texts.length - some.length
  return more > 0 ? `${some.join(', ')} and ${more} more` : some.join(', ')
}

/** A path as it stands in a sentence; the root of a space is called so. */
export function quotePath(path: Path): string {
  return path.length === 0 ? 'the top folder' : path.length === 1 ? quote(path[0] ?? '') : `“${showPath(path)}”`
}
