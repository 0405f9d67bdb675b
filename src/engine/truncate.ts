import { lengthOf, splitExtension, type Length, type Name } from '#platform'

/** Most that a name may take: each limit is met in its own unit. */
export type Room = readonly Length[]

export function fits(name: Name, room: Room): boolean {
  return room.every(({ count, unit }) => lengthOf(name, unit) <= count)
}

/**
 * The longest form of `name`, cut from the right of its stem and with its extension whole, that after `change` fits the
 * room; undefined when not even the first character and the extension fit. What is cut is the original name, so that no
 * escape is cut in two.
 */
export function truncate(name: Name, room: Room, change: (name: Name) => Name | undefined): Name | undefined {
  const [stem, extension] = splitExtension(name)
  const characters = Array.from(stem)
  // Nothing takes less than one of any unit, so no longer cut can fit.
  const longest = Math.min(characters.length - 1, ...room.map(({ count }) => count))
  for (let length = longest; length > 0; length--) {
    // A cut at a space would only make a name that needs another change.
    if (/\s/u.test(characters[length - 1] ?? '')) continue
    const shorter = `${characters.slice(0, length).join('')}${extension}`
    const changed = shorter === '.' || shorter === '..' ? undefined : change(shorter)
    if (changed !== undefined && fits(changed, room)) return changed
  }
  return undefined
}
