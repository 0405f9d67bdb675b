import { hash, randomUUID } from 'node:crypto'

// Gantry's own unfinished files: a name that nobody else gives. The first part says which write it belongs to.
const pattern = /^\.gantry-[0-9a-f]{16}-[0-9a-f]{8}\.partial$/

/** A name, beside the file, for content that is still on its way. Different in every attempt at the same write. */
export function partialName(intent: string): string {
  return `${prefixOf(intent)}${randomUUID().slice(0, 8)}.partial`
}

export function isPartial(name: string): boolean {
  return name.startsWith('.gantry-') && pattern.test(name)
}

export function isPartialOf(name: string, intent: string): boolean {
  return isPartial(name) && name.startsWith(prefixOf(intent))
}

function prefixOf(intent: string): string {
  return `.gantry-${hash('sha256', intent, 'hex').slice(0, 16)}-`
}
