/** How long it may still take, as a range with the reason of its width. */
export interface Eta {
  readonly lowMs: number
  readonly highMs: number
  readonly reason: string
}

export interface Progress {
  readonly leftItems: number
  readonly leftBytes: number
  readonly doneItems: number
  readonly doneBytes: number
  readonly elapsedMs: number
  readonly isScanned: boolean
  /** Where calls are counted: those still needed, and what the platform last said of its limit. */
  readonly calls?: Calls
}

export interface Calls {
  readonly needed: number
  readonly limit: number
  readonly left: number
  readonly resetsInMs: number
  /** Length of the window that the limit is counted in. */
  readonly windowMs: number
}

/** Undefined until what has been moved tells of what is left, or the limit alone decides. */
export function etaOf(progress: Progress): Eta | undefined {
  if (progress.leftItems === 0 && progress.isScanned) return undefined
  const byLimit = progress.calls ? waitFor(progress.calls) : 0
  const bySpeed = speedMs(progress)
  if (bySpeed === undefined && byLimit === 0) return undefined
  const isLimited = byLimit > (bySpeed ?? 0)
  const ms = Math.max(byLimit, bySpeed ?? 0)
  // The limit is known to the call, speed is measured and swings; before the scan has ended more may come.
  const highMs = ms * (isLimited ? 1.1 : 1.4) * (progress.isScanned ? 1 : 2)
  const what = isLimited
    ? `the platform allows ${progress.calls?.limit.toLocaleString('en-US')} calls in its window`
    : 'at the speed so far'
  return { lowMs: ms * 0.9, highMs, reason: progress.isScanned ? what : `${what}; still scanning, so more may come` }
}

/** How long the limit alone makes `needed` calls take. */
export function waitFor({ needed, limit, left, resetsInMs, windowMs }: Calls): number {
  if (needed <= left || limit <= 0) return 0
  return Math.max(0, resetsInMs) + Math.floor((needed - left - 1) / limit) * windowMs
}

// Files that are so much larger take their time for what is in them, which small ones have not shown.
const mostTimesLarger = 10

function speedMs({ leftItems, leftBytes, doneItems, doneBytes, elapsedMs }: Progress): number | undefined {
  if (doneItems === 0 || elapsedMs <= 0) return undefined
  const byItems = (leftItems / doneItems) * elapsedMs
  const byBytes = leftBytes === 0 ? 0 : (leftBytes / doneBytes) * elapsedMs
  return byBytes > byItems * mostTimesLarger ? undefined : (byItems + Math.max(byItems, byBytes)) / 2
}
