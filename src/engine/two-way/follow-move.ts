import { isStorageError, type Storage } from '#platform'
import type { Move } from '../action.ts'
import { mustHalt } from '../halt.ts'
import type { Print } from '../item.ts'
import { printOf, samePrint } from '../print.ts'
import type { Agreement, Side } from './agreement.ts'

/** What both sides hold after a move was repeated; absent when it could not be. */
export type Moved = Pick<Agreement, 'sourcePrint'> & { readonly destinationPrint: Print }

/** Whether the last agreement is the one by which the move was found. */
export function isStillAgreed({ was }: Move, known: Agreement): boolean {
  const textOf = ({ sourcePrint, destinationPrint }: Move['was']) => JSON.stringify([sourcePrint, destinationPrint])
  return textOf(was) === textOf(known)
}

/**
 * Renames or moves on one side as on the other. What is refused is left: it is then copied, and deleted where it was. Throws
 * what may be tried again later.
 */
export async function followMove(
  move: Move,
  known: Agreement,
  { storages, signal }: { readonly storages: Readonly<Record<Side, Storage>>; readonly signal: AbortSignal },
): Promise<Moved | undefined> {
  const side = move.way === 'back' ? 'source' : 'destination'
  const { sourcePrint, destinationPrint = {} } = known
  if (move.isDone) return { sourcePrint, destinationPrint }
  const before = side === 'source' ? sourcePrint : destinationPrint
  try {
    const at = await storages[side].stat(move.at, { signal })
    const moved = await storages[side].move?.(at, move.to, { signal })
    if (!moved) return undefined
    // Where its content was changed meanwhile the old print stays, which tells so.
    const isSame = move.kind === 'folder' || samePrint(before, printOf(at), storages[side].facts.timePrecisionMs)
    const after = isSame ? printOf(moved) : { ...before, ...(moved.id !== undefined && { id: moved.id }) }
    return side === 'source'
      ? { sourcePrint: after, destinationPrint: move.print }
      : { sourcePrint: move.print, destinationPrint: after }
  } catch (error) {
    if (!isStorageError(error) || error.advice.do === 'retry-later' || mustHalt(error)) throw error
    return undefined
  }
}
