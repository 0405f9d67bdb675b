/** `2 h 10 min`, `45 s`: the two largest units that count. */
export function durationOf(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return both(hours, 'h', minutes % 60, 'min')
  return both(Math.floor(hours / 24), 'd', hours % 24, 'h')
}

/** `20 min to 35 min`, or one duration where both ends read alike. */
export function rangeOf(lowMs: number, highMs: number): string {
  const [low, high] = [durationOf(lowMs), durationOf(highMs)]
  return low === high ? low : `${low} to ${high}`
}

function both(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`
}
