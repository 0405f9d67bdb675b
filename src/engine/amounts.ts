const sizes: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
}

const hour = 3_600_000
const day = 24 * hour

/** By the first letter of the unit. */
const ages: Readonly<Record<string, number>> = { h: hour, d: day, w: 7 * day, m: 30 * day, y: 365 * day }

/** `1.5 GB` or `2 MiB` in bytes; a bare number is bytes. */
export function bytesIn(text: string): number {
  const [count, unit] = parts(text)
  return Math.round(count * known(sizes[unit || 'b'], text))
}

/** `30 days` or `12h` in milliseconds; a month is 30 days and a year 365. */
export function millisecondsIn(text: string): number {
  const [count, unit] = parts(text)
  return count * known(ages[unit.charAt(0)], text)
}

function parts(text: string): readonly [count: number, unit: string] {
  const [, count = '', unit = ''] = /^([\d.]+) ?([a-z]*)$/i.exec(text) ?? []
  return [known(count === '' ? undefined : Number(count), text), unit.toLowerCase()]
}

function known(value: number | undefined, text: string): number {
  if (value === undefined || !Number.isFinite(value)) throw new RangeError(`“${text}” is no amount.`)
  return value
}
