import type { Fields, Metadata, Place } from '#platform'
import { find } from './find.ts'
import type { Held } from './held.ts'
import { refusal } from './refusal.ts'
import type { Memory } from './room.ts'

export function metadata(memory: Memory): Metadata {
  const { gate } = memory
  return {
    set: (place, fields, options) =>
      gate.call('set-metadata', place.path, options, () => setMetadata(memory, place, fields)),
  }
}

function setMetadata(memory: Memory, place: Place, fields: Fields): void {
  const held = find(memory, place, 'set-metadata')
  const unknown = Object.keys(fields).find((field) => !memory.knobs().fields.includes(field))
  if (unknown !== undefined) {
    throw refusal('unsupported', 'set-metadata', place.path, `there is no field “${unknown}”`)
  }
  fillIn(held, fields)
}

/** What is empty is no value. */
export function fillIn(held: Held, fields: Fields): void {
  held.fields = Object.fromEntries(Object.entries({ ...held.fields, ...fields }).filter(([, value]) => value !== ''))
}
