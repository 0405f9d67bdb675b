/** `2026-05-04 14:05` by the clock of this machine; a dash for what has not happened. */
export function showTime(iso: string | undefined): string {
  if (iso === undefined) return '–'
  const time = new Date(iso)
  const two = (part: number) => String(part).padStart(2, '0')
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`
}
