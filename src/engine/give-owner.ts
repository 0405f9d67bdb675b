import type { Principal } from '#platform'
import { notGiven, type Given, type Giving, type Receiving } from './give-rights.ts'
import { tryOften } from './try-often.ts'

/**
 * Gives an entry of the destination to whom it belongs at the source, as `giveRights` gives rights. Where nobody is told, mapped
 * or to be carried it stays whose it is.
 */
export function giveOwner({ from, to, print }: Receiving, giving: Giving): Promise<Given> {
  const { source, destination, map, signal } = giving
  let met: readonly Principal[] = []
  return tryOften<Given>(
    giving,
    async () => {
      const owner = await source.owners?.of(from, { signal })
      met = owner ? [owner] : []
      const mapped = owner && map(owner)
      const next = typeof mapped === 'object' ? mapped.id : undefined
      const nextPrint = JSON.stringify([owner?.id, next])
      if (nextPrint === print || next === undefined) return { met, print: nextPrint }
      const there = await destination.owners?.of(to, { signal })
      if (there?.id !== next) await destination.owners?.set(to, next, { signal })
      return { met, print: nextPrint }
    },
    (error) => notGiven(error, met, print),
  )
}
