/**
 * Why an item is in its state: a stable code for programs, and a sentence (written where the facts are known) for people.
 */
export const reasons = {
  copied: 'new at the destination',
  updated: 'changed at the source since the last run',
  'put-back': 'was missing at the destination, where this job had put it',
  replaced: 'the source was preferred by policy',
  made: 'folder made',
  unchanged: 'unchanged since the last run',
  'already-there': 'the destination already held the same content',
  renamed: 'the destination cannot hold the name',
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
  'empty-folder': 'empty folders are left out',
  'folder-flagged': 'the folder above could not be made',
  'kind-differs': 'a file stands where a folder should be, or the other way round',
  unreadable: 'the source could not be read',
  'changed-while-read': 'the source changed while it was read',
  refused: 'the destination refused it',
  'not-verified': 'the copy did not agree with the source',
  failed: 'it failed',
} as const

export type Reason = keyof typeof reasons
