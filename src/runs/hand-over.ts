import type { Copy, Decision, Keep, Leave } from '#engine/action.ts'
import { isRefusedBeside } from '#engine/reason.ts'
import type { Receipt } from '#engine/receipt.ts'
import { stepAside } from '#engine/step-aside.ts'
import type { Backlog } from './backlog.ts'
import { leftByDecision } from './heed-decisions.ts'
import type { Remembered } from './receipts.ts'
import type { Scene } from './scene.ts'

/** Notes what was decided about an entry, or plans it for the workers. A folder is made when it is looked into. */
export async function handOver(
  scene: Scene,
  backlog: Backlog,
  action: Decision,
  known: Remembered | undefined,
): Promise<void> {
  switch (action.do) {
    case 'copy':
      return action.aside ? handOverBoth(scene, backlog, action) : backlog.plan(action)
    case 'leave':
      return leave(scene, backlog, action)
    case 'keep':
      return keep(scene, backlog, action, known)
    case 'make':
  }
}

/** What lies in its place is renamed while the folder is looked at: its new name is free now. */
async function handOverBoth(scene: Scene, backlog: Backlog, action: Copy): Promise<void> {
  const then = await stepAside(action, { ...scene, isSimulation: scene.run.kind === 'simulation' })
  return then.do === 'copy' ? backlog.plan(then) : leave(scene, backlog, then)
}

export async function leave(scene: Scene, backlog: Backlog, action: Leave): Promise<void> {
  if (scene.run.kind === 'run') return backlog.note({ ...receiptOf(scene, action), state: action.state })
  await backlog.plan(action)
}

export async function keep(scene: Scene, backlog: Backlog, action: Keep, known: Remembered | undefined): Promise<void> {
  const isAsKnown = action.reason === 'unchanged' && known && !known.isGone && isSameEntry(known, action)
  // What somebody left was not the content, or it was not proven: nothing of that has become better by itself.
  if (isAsKnown && known.reason === 'ignored-by-decision' && scene.run.retries === undefined)
    return leave(scene, backlog, leftByDecision(action))
  if (scene.run.kind === 'simulation') return backlog.count(action, action.isRevised ? 'revised' : 'succeeded')
  const isUnchanged = isAsKnown && isSettled(known)
  if (isUnchanged && known.run === scene.run.id) return backlog.countAgain(known, action.kind)
  if (isUnchanged) return backlog.count(action, known.state)
  const { destination, sourcePrint, destinationPrint, packed } = action
  const state = action.isRevised ? 'revised' : 'succeeded'
  // The prints of an unchanged file stand there already, with their hashes.
  const prints =
    action.kind === 'file' && action.reason === 'unchanged'
      ? {}
      : { sourcePrint, destinationPrint, ...(packed && { packed }) }
  await backlog.note({ ...receiptOf(scene, action), destination, ...prints, state })
}

function isSettled({ state, reason }: Remembered): boolean {
  return (state === 'succeeded' || state === 'revised') && !isRefusedBeside(reason)
}

/** As far as the two sides tell of ids: a folder may have been made again. */
export function isSameEntry(known: Remembered, { sourcePrint, destinationPrint }: Keep): boolean {
  const isSame = (id: string | undefined, was: string | undefined) =>
    id === undefined || was === undefined || id === was
  return isSame(sourcePrint.id, known.sourcePrint.id) && isSame(destinationPrint.id, known.destinationPrint?.id)
}

function receiptOf(scene: Scene, action: Keep | Leave): Omit<Receipt, 'state'> {
  const { source, kind, twin, size, reason, sentence } = action
  const receipt = { source, kind, size, reason, sentence, attempts: 0, finishedAt: scene.clock.now() }
  return twin === undefined ? receipt : { ...receipt, twin }
}
