/** Stands for any number of parts, also none. */
export const many = Symbol('many')

/**
 * Whether the parts are as wanted, one by one. The time it takes is at most the product of both lengths, whatever is wanted:
 * patterns come from people, and a regular expression could be made to take for ever.
 */
export function isAsWanted<Wanted, Part>(
  wanted: readonly (Wanted | typeof many)[],
  parts: readonly Part[],
  fits: (wanted: Wanted, part: Part) => boolean,
): boolean {
  let [at, seen] = [0, 0]
  let retry: { readonly at: number; seen: number } | undefined
  for (const { length } = parts; seen < length;) {
    const next = at < wanted.length ? wanted[at] : undefined
    if (next === many) {
      at++
      retry = { at, seen }
    } else if (next !== undefined && fits(next, parts[seen] as Part)) {
      at++
      seen++
    } else if (retry) {
      // The last “many” takes one part more.
      retry.seen++
      ;({ at, seen } = retry)
    } else return false
  }
  return wanted.slice(at).every((rest) => rest === many)
}
