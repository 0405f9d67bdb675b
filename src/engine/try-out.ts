import { nameOf, parentOf, showPath, type Entry, type Facts, type Path } from '#platform'
import type { Decision, Leave } from './action.ts'
import type { ItemState } from './item.ts'
import { leaveBelow } from './leave-below.ts'
import { planFolder } from './plan.ts'
import type { Reason } from './reason.ts'
import type { SomeFacts } from './fact-rows.ts'
import type { Terms } from './terms.ts'

/** What would become of one entry. */
export interface Trial {
  readonly source: Path
  readonly kind: Entry['kind']
  readonly state: Extract<ItemState, 'succeeded' | 'revised' | 'flagged' | 'ignored'>
  /** Below the folder that they would go to; absent for what would not get there. */
  readonly destination?: Path
  readonly reason: Reason
  readonly sentence: string
}

/** What would become of entries in an empty folder of a destination: by the plan of a run, a folder before what it holds. */
export function tryOut(entries: readonly Entry[], into: Path, terms: Terms): readonly Trial[] {
  const children = Map.groupBy(entries, ({ path }) => showPath(parentOf(path)))
  const below = (path: Path) => children.get(showPath(path)) ?? []
  const trials: Trial[] = []

  const follow = (actions: readonly Decision[]) => {
    for (const action of actions) {
      trials.push(trialOf(action))
      if (action.kind !== 'folder') continue
      if (action.do === 'leave') follow(leaveBelow(action, below(action.source), terms))
      else plan(action.source, action.destination)
    }
  }
  const plan = (sourcePath: Path, destinationPath: Path) => {
    const destinationFolder = { space: '', path: [...into, ...destinationPath] }
    const isEmpty = (folder: Entry) => below([...sourcePath, nameOf(folder.path)]).length === 0
    const source = below(sourcePath)
    follow(
      planFolder(
        { source, destination: 'new', known: () => undefined, sourcePath, destinationFolder, destinationPath, isEmpty },
        terms,
      ),
    )
  }
  plan([], [])
  return trials
}

function trialOf(action: Decision): Trial {
  const { source, kind, reason, sentence } = action
  if (isLeft(action)) return { source, kind, state: action.state, reason, sentence }
  return {
    source,
    kind,
    state: action.isRevised ? 'revised' : 'succeeded',
    destination: action.destination,
    reason,
    sentence,
  }
}

function isLeft(action: Decision): action is Leave {
  return action.do === 'leave'
}

/** What a destination holds of which nothing is known: everything. A trial by it says nothing about the facts that are missing. */
export function withUnknown(facts: SomeFacts): Facts {
  return { ...permissive, ...facts }
}

const permissive: Facts = {
  tellsHiddenFromAbsent: true,
  caseSensitive: true,
  unicodeForm: 'kept',
  wellFormedNames: false,
  allowsDuplicates: false,
  filesAndFoldersApart: false,
  forbiddenCharacters: '',
  forbidsControlCharacters: false,
  reservedNames: [],
  leadingSpace: true,
  trailingSpace: true,
  trailingDot: true,
  spaceAroundExtension: true,
  maxName: undefined,
  maxPath: undefined,
  maxDepth: undefined,
  maxFileBytes: undefined,
  minFileBytes: 0,
  restrictedTypes: [],
  timePrecisionMs: 1,
  setsModifiedAt: true,
  hashes: [],
  keepsVersions: false,
  atomicReplace: true,
  keepsEmptyFolders: true,
  listsWritesWithinMs: 0,
  pageSize: 1,
  parts: undefined,
  rates: [],
  impersonation: false,
  keepsAuthors: false,
  keepsPermissions: false,
  keepsOwners: false,
  locks: 'none',
  metadata: 'none',
}
