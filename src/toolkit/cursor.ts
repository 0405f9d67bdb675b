/** A place in a sorted list, as text that callers hand back without knowing what it says. */
export function cursorOf(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** What `cursorOf` was given; undefined for a text that it did not make of as many values. */
export function readCursor(text: string, length: number): readonly string[] | undefined {
  try {
    const values: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    const isOurs =
      Array.isArray(values) &&
      values.length === length &&
      values.every((value) => typeof value === 'number' || (typeof value === 'string' && !value.includes('\0')))
    return isOurs ? values.map(String) : undefined
  } catch {
    return undefined
  }
}
