const binaryUnits = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']

/** `1536` → `1.5 KiB`. */
export function showBytes(bytes: number): string {
  const power = bytes < 1024 ? 0 : Math.min(binaryUnits.length - 1, Math.floor(Math.log2(bytes) / 10))
  if (bytes === 1) return '1 byte'
  return power === 0 ? `${bytes} bytes` : `${(bytes / 1024 ** power).toFixed(1)} ${binaryUnits[power]}`
}

/** `7800000` → `2 h 10 min`. */
export function showDuration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  return minutes % 60 === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

export function showCount(count: number): string {
  return count.toLocaleString('en-US')
}

/** `1 call`, `1,204 calls`. */
export function counted(count: number, one: string): string {
  return `${showCount(count)} ${count === 1 ? one : `${one}s`}`
}
