/** That of this browser. */
export const here = Intl.DateTimeFormat().resolvedOptions().timeZone

export const timeZones: readonly string[] = [...new Set(['UTC', here, ...Intl.supportedValuesOf('timeZone')])]
