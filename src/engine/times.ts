const hourMs = 3_600_000
// FAT keeps local time in steps of two seconds: the same file is an hour off in the other half of the year.
const localTimePrecisionMs = 2_000

/**
 * Whether two times are the same to the coarser of both sides: however a platform rounds, the result is less than one step
 * away.
 */
export function sameTime(a: number, b: number, precisionMs: number): boolean {
  const apart = Math.abs(a - b)
  if (apart < Math.max(1, precisionMs)) return true
  return precisionMs >= localTimePrecisionMs && Math.abs(apart - hourMs) < precisionMs
}
