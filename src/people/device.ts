// Order matters: most browsers also call themselves by the names further down.
const programs: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bChromium\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/\bcurl\//, 'curl'],
]

const systems: readonly (readonly [RegExp, string])[] = [
  [/Windows/, 'Windows'],
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
]

/** What a person recognises a session by: “Firefox on Windows”. */
export function deviceOf(userAgent: string | undefined): string {
  const find = (table: typeof programs) => table.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1]
  const program = find(programs) ?? 'Another program'
  const system = find(systems)
  return system === undefined ? program : `${program} on ${system}`
}
