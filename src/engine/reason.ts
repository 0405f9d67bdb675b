/**
 * Why an item is in its state: a stable code for programs, and a sentence (written where the facts are known) for people.
 */
export const reasons = {
  copied: 'new at the destination',
  updated: 'changed at the source since the last run',
  'put-back': 'was missing at the destination, where this job had put it',
  replaced: 'the source was preferred by policy',
  'copied-back': 'new at the destination, copied to the source',
  'updated-back': 'changed at the destination since the last run, copied to the source',
  'replaced-back': 'the destination was preferred by policy and copied to the source',
  restored: 'deleted on one side and changed on the other: the change was kept',
  moved: 'renamed or moved as on the other side',
  'moved-away': 'proven to lie at the destination, then deleted at the source',
  'kept-at-source': 'lies at the destination, and was not deleted at the source',
  'kept-both': 'both sides held other content: one of them was kept under another name',
  'set-aside': 'changed on both sides: this is the older one under its new name',
  made: 'new folder',
  'made-back': 'new folder, made at the source',
  unchanged: 'unchanged since the last run',
  'already-there': 'the destination already held the same content',
  renamed: 'the destination cannot hold the name',
  packed: 'the destination refuses the type, so it was packed into an archive',
  truncated: 'the name or path was too long',
  'invalid-name': 'the destination cannot hold the name',
  'too-long': 'the name or path is too long',
  collision: 'two names would become one',
  conflict: 'the destination holds other content that this job did not write',
  'kept-destination': 'the destination was kept by policy',
  'too-large': 'above the largest file size',
  'too-small': 'below the smallest file size',
  'restricted-type': 'the destination refuses this type',
  'not-a-file': 'neither file nor folder',
  system: 'belongs to the platform itself',
  deleted: 'lies in the recycle bin of the source',
  hidden: 'hidden items are left out',
  shared: 'shared items are left out',
  'folders-only': 'the job copies folders without their files',
  excluded: 'a filter of the job leaves it out',
  'not-included': 'none of the filters takes it in',
  'filtered-by-size': 'of a size that the filters do not take',
  'filtered-by-date': 'of a time that the filters do not take',
  'filtered-by-metadata': 'of metadata that the filters do not take',
  'empty-folder': 'empty folders are left out',
  'folder-flagged': 'the folder above could not be made',
  'kind-differs': 'a file stands where a folder should be, or the other way round',
  unreadable: 'the source could not be read',
  'changed-while-read': 'the source changed while it was read',
  refused: 'the destination refused it',
  removed: 'deleted at the destination, as the source has lost it',
  'removed-foreign': 'deleted at the destination, as the source does not hold it',
  'removed-back': 'deleted at the source, as the destination has lost it',
  'kept-lost': 'deleted on one side, kept on the other by policy',
  'kept-changed': 'lost by the source, kept because it was changed at the destination',
  'kept-foreign': 'lost by the source, kept because this job did not write it',
  'kept-unsure': 'kept because it is not certain that the source has lost it',
  'kept-folder': 'lost by the source, kept because the folder holds something else',
  'kept-by-decision': 'lost by the source, kept because the deletion was declined',
  'ignored-by-decision': 'a person decided to leave it',
  'not-verified': 'the copy did not agree with the source',
  'not-verified-back': 'the copy at the source did not agree with the destination',
  'permissions-refused': 'it is there, but its permissions could not be given',
  'owner-refused': 'it is there, but its owner could not be set',
  'lock-refused': 'it is there, but its lock could not be set or lifted',
  'metadata-refused': 'it is there, but its metadata could not be set',
  unfinished: 'only some of its versions are copied yet',
  failed: 'it failed',
} as const

export type Reason = keyof typeof reasons

/** Why it has another name at the destination. */
export const renamings = ['renamed', 'truncated', 'packed'] as const satisfies readonly Reason[]

/** Of it nothing is left at the side where it was deleted. */
export const removals = ['removed', 'removed-back', 'removed-foreign'] as const satisfies readonly Reason[]

/** Its content is there: only what goes with it is not. */
export const refusedBeside = [
  'permissions-refused',
  'owner-refused',
  'lock-refused',
  'metadata-refused',
] as const satisfies readonly Reason[]

export function isRefusedBeside(reason: Reason): boolean {
  return refusedBeside.some((one) => one === reason)
}

/** Of it nothing is left at the source: no later scan sees it. */
export const departures = [...removals, 'moved-away'] as const satisfies readonly Reason[]

export function isRemoval(reason: Reason): boolean {
  return removals.some((one) => one === reason)
}
