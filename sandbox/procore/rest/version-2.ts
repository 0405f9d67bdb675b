import type { Wire } from './present.ts'

/** The same in the words of version 2, where every id is a text. */
export function toVersion2(wire: Wire): Wire {
  return Object.fromEntries(Object.entries(wire).map(([name, value]) => [name, converted(name, value)]))
}

function converted(name: string, value: unknown): unknown {
  if (typeof value === 'number' && (name === 'id' || name.endsWith('_id'))) return String(value)
  if (Array.isArray(value)) return value.map((one) => (isWire(one) ? toVersion2(one) : one))
  return isWire(value) ? toVersion2(value) : value
}

const isWire = (value: unknown): value is Wire => typeof value === 'object' && value !== null && !Array.isArray(value)
