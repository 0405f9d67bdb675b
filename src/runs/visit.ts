import type { Decision, Keep, Leave, Make } from '#engine/action.ts'
import { sentenceOf } from '#engine/failure.ts'
import { leaveBelow } from '#engine/leave-below.ts'
import type { JobOptions } from '#engine/options.ts'
import { orFailure } from '#engine/or-failure.ts'
import { planFolder } from '#engine/plan.ts'
import type { Reason } from '#engine/reason.ts'
import type { Terms } from '#engine/terms.ts'
import { child, nameOf, type Entry, type Path, type Place, type StorageError } from '#platform'
import type { Backlog } from './backlog.ts'
import { handOver, keep, leave } from './hand-over.ts'
import { heedDecisions } from './heed-decisions.ts'
import { folderKey } from './key.ts'
import type { Listing } from './listed.ts'
import { leaveRemembered } from './leave-remembered.ts'
import { make } from './make.ts'
import { planLost } from './plan-lost.ts'
import { markGone, type Remembered } from './receipts.ts'
import { recollection, type Recollection } from './recollection.ts'
import type { Scene } from './scene.ts'
import type { Scope } from './scope.ts'
import { tellTwinsApart } from './twins.ts'
import type { Watch } from './watch.ts'

/** A folder of both sides, still to be looked into; paths are below the job's two folders. */
export interface Folder {
  readonly source: Path
  readonly from: Place
  readonly destination: Path
  readonly to: Place
  /** Nothing of it is at the destination yet. */
  readonly isNew: boolean
  /** What becomes of the folder itself, decided before it was listed; absent for the job's own folder. */
  readonly action?: Make | Keep | Leave
  readonly known?: Remembered
  /** Looked into only because the way to something else leads through it. */
  readonly isOnTheWay?: true
}

export interface Hands {
  readonly sources: Listing
  readonly destinations: Listing
  readonly backlog: Backlog
  readonly terms: Terms
  readonly scope: Scope
  readonly watches: readonly Watch[]
  /** By `folderKey`. */
  readonly known: ReadonlyMap<string, readonly Remembered[]>
}

/** Notes what becomes of a folder, decides about its children, and gives the folders among them. */
export async function visit(scene: Scene, folder: Folder, hands: Hands): Promise<readonly Folder[]> {
  const { action } = folder
  if (action?.do === 'leave') await leave(scene, hands.backlog, action)
  const children = await orFailure(hands.sources.children(folder.from))
  if (!children.entries) return flag(scene, folder, hands, 'unreadable', children.failure)
  if (action?.do === 'leave') return leaveChildren(scene, folder, action, children.entries, hands)
  const memories = recollection(hands.known.get(folderKey(folder.source)) ?? [])
  if (action?.do === 'make' && leavesEmpty(scene.job.options)) {
    const plan = planOf(folder, children.entries, 'new', memories, hands)
    if (plan.every(isLeftOut)) {
      await leave(scene, hands.backlog, left(action, 'ignored', 'empty-folder', ''))
      return decide(scene, folder, children.entries, plan, memories, hands)
    }
  }
  const there = action?.do === 'make' ? await make(scene, folder, action, hands.backlog) : folder
  if ('state' in there) return leaveChildren(scene, folder, there, children.entries, hands)
  const present = there.isNew ? { entries: 'new' as const } : await orFailure(hands.destinations.children(there.to))
  if (!present.entries) return flag(scene, there, hands, 'refused', present.failure, children.entries)
  if (action?.do === 'keep' && !folder.isOnTheWay) await keep(scene, hands.backlog, action, folder.known)
  const plan = planOf(there, children.entries, present.entries, memories, hands)
  const below = await decide(scene, there, children.entries, plan, memories, hands)
  // What a run deletes it must be sure of: one that looks at some items only has not seen where others may be by now.
  if (scene.job.options.deletedItems !== 'keep' && scene.run.retries === undefined) {
    const lost = memories.lostAmong(children.entries)
    const { to, source, destination } = there
    await planLost(scene, { lost, to, source, destination, present: present.entries, actions: plan }, hands)
  }
  return below
}

function planOf(
  folder: Folder,
  source: readonly Entry[],
  destination: readonly Entry[] | 'new',
  memories: Recollection,
  { terms, scope }: Hands,
): readonly Decision[] {
  const plan = planFolder(
    {
      source,
      destination,
      known: memories.of,
      sourcePath: folder.source,
      destinationFolder: folder.to,
      destinationPath: folder.destination,
    },
    terms,
  )
  return tellTwinsApart(heedDecisions(plan, memories, scope))
}

async function decide(
  scene: Scene,
  folder: Folder,
  children: readonly Entry[],
  plan: readonly Decision[],
  memories: Recollection,
  { backlog, scope, watches }: Hands,
): Promise<readonly Folder[]> {
  if (scene.run.kind === 'run') await markGone(scene.db, scene.run, memories.goneAmong(children))
  const below: Folder[] = []
  for (const [at, action] of plan.entries()) {
    const memory = memories.of(nameOf(action.source), action.kind)
    const next = folderOf(action, children[at], folder.to, memory)
    if (!scope.holds(action)) {
      if (next && scope.leadsTo(action.source)) below.push({ ...next, isOnTheWay: true })
      continue
    }
    if (isLeftOut(action) && action.kind === 'folder') await leaveRemembered(scene, backlog, action, memory)
    for (const watch of watches) watch.see(action, children[at], memory)
    if (next) below.push(next)
    else await handOver(scene, backlog, action, memory)
  }
  return below
}

/** Of a structure without files every folder is an empty one. */
function leavesEmpty({ emptyFolders, content }: JobOptions): boolean {
  return emptyFolders === 'skip' && content === 'everything'
}

/** By a rule, which leaves a folder out with all that is in it. */
function isLeftOut(action: Decision): action is Leave {
  return action.do === 'leave' && action.state === 'ignored'
}

/** The folder that this action makes, finds or flags, to be looked into next. */
function folderOf(
  action: Decision,
  entry: Entry | undefined,
  above: Place,
  memory: Remembered | undefined,
): Folder | undefined {
  if (action.kind !== 'folder' || !entry || action.do === 'copy') return undefined
  const known = memory && { known: memory }
  const { source } = action
  if (action.do === 'make') {
    return { source, from: entry, destination: action.destination, to: action.to, isNew: true, action, ...known }
  }
  if (action.do === 'keep') {
    const { destination } = action
    const { id } = action.destinationPrint
    const to = { space: above.space, path: child(above.path, nameOf(destination)), ...(id !== undefined && { id }) }
    return { source, from: entry, destination, to, isNew: false, action, ...known }
  }
  // What a rule leaves out is not looked into; what a person must look at is, so that all of it is named. What is in the
  // second folder of a name cannot be named apart from what is in the first.
  if (action.state === 'ignored' || action.twin !== undefined) return undefined
  return { source, from: entry, destination: source, to: above, isNew: true, action, ...known }
}

/** The folder is a person's to look at, and with it what is in it, as far as that was seen. */
async function flag(
  scene: Scene,
  folder: Folder,
  hands: Hands,
  reason: Reason,
  failure: StorageError,
  children?: readonly Entry[],
): Promise<readonly Folder[]> {
  const { action } = folder
  // The job's own folder stands for the whole job.
  if (!action) throw failure
  // It is flagged already.
  if (action.do === 'leave') return []
  const unseen = children ? '' : ' What is inside it was not looked at.'
  const flagged = left(action, 'flagged', reason, `${sentenceOf(failure)}${unseen}`)
  await leave(scene, hands.backlog, flagged)
  return children ? leaveChildren(scene, folder, flagged, children, hands) : []
}

async function leaveChildren(
  scene: Scene,
  { to }: Folder,
  above: Leave,
  children: readonly Entry[],
  { backlog, terms }: Hands,
): Promise<readonly Folder[]> {
  const below: Folder[] = []
  for (const [at, action] of tellTwinsApart(leaveBelow(above, children, terms)).entries()) {
    const next = folderOf(action, children[at], to, undefined)
    if (next) below.push(next)
    else await leave(scene, backlog, action)
  }
  return below
}

function left({ source, kind, size }: Make | Keep, state: Leave['state'], reason: Reason, sentence: string): Leave {
  return { do: 'leave', source, kind, size, state, reason, sentence }
}
