import type { Entry } from '#platform'

/** An entry as text for a row. Lone surrogates and NUL in names survive, because JSON escapes them. */
export function entryToText(entry: Entry): string {
  return JSON.stringify(entry)
}

export function entryFromText(text: string): Entry {
  return reviveTimes(JSON.parse(text) as Entry)
}

/** JSON knows no dates: they come back as ISO text and are made dates again here. */
export function reviveTimes<E extends Partial<Entry>>(entry: E): E {
  return {
    ...entry,
    ...(entry.modifiedAt && { modifiedAt: new Date(entry.modifiedAt) }),
    ...(entry.createdAt && { createdAt: new Date(entry.createdAt) }),
    ...(entry.heldSince && { heldSince: new Date(entry.heldSince) }),
  }
}
