import type { RunOverview } from '#api/contract/exports.ts'
import type { Action } from '#engine/action.ts'
import type { ItemState } from '#engine/item.ts'
import { typeOf } from '#engine/type-of.ts'
import { nameOf, type Path } from '#platform'
import { ageClasses, classOf, sizeClasses, typeWords, unknownAge } from './classes.ts'

/** What of an item counts here. */
export interface Counted {
  readonly source: Path
  readonly kind: 'file' | 'folder' | 'other'
  readonly size: number
  readonly state: ItemState
  /** Milliseconds since 1970; absent when the source does not tell. */
  readonly modifiedAt?: number | undefined
}

type Share = RunOverview['types'][number]

/** Adds up files by type, size and age as they go by, in memory that does not grow with them. */
export function overviewing(now: number): { add(item: Counted): void; overview(): RunOverview } {
  const types = sharesOf(Object.entries(typeWords).map(([code, words]) => ({ class: code, words })))
  const sizes = sharesOf(sizeClasses)
  const ages = sharesOf([...ageClasses, unknownAge])
  return {
    add({ source, kind, size, state, modifiedAt }) {
      if (kind !== 'file') return
      const isFlagged = state === 'flagged'
      const age = modifiedAt === undefined ? unknownAge.class : classOf(ageClasses, now - modifiedAt)
      count(types.get(typeOf(nameOf(source))), size, isFlagged)
      count(sizes.get(classOf(sizeClasses, size)), size, isFlagged)
      count(ages.get(age), size, isFlagged)
    },
    overview: () => ({
      types: filled(types).toSorted((a, b) => b.files - a.files),
      sizes: filled(sizes),
      ages: filled(ages),
    }),
  }
}

function sharesOf(classes: readonly Pick<Share, 'class' | 'words'>[]): Map<string, Share> {
  return new Map(
    classes.map(({ class: code, words }) => [code, { class: code, words, files: 0, bytes: 0, flagged: 0 }]),
  )
}

function count(share: Share | undefined, size: number, isFlagged: boolean): void {
  if (!share) return
  share.files++
  share.bytes += size
  if (isFlagged) share.flagged++
}

function filled(shares: ReadonlyMap<string, Share>): Share[] {
  return [...shares.values()].filter(({ files }) => files > 0)
}

/** What a line of a plan counts as: a copy is still to be done. */
export function countedOf(action: Action): Counted {
  const { source, kind, size } = action
  const known = 'from' in action ? action.from.modifiedAt?.getTime() : undefined
  const modifiedAt = known ?? (action.do === 'keep' ? action.sourcePrint.modifiedAt : undefined)
  return { source, kind, size, state: stateOf(action), modifiedAt }
}

/** The state that an item has as long as its action is only planned. */
export function stateOf(action: Action): ItemState {
  return action.do === 'leave' ? action.state : action.do === 'keep' ? 'succeeded' : 'pending'
}

/** The states that it is looked for by: what would get another name is found with what has got one. */
export function statesOf(action: Action): readonly ItemState[] {
  const state = stateOf(action)
  return 'isRevised' in action && action.isRevised ? [state, 'revised'] : [state]
}
