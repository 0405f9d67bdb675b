import type { Reason } from './reason.ts'

/** What a person can do about an item that is flagged for this reason, so that the next attempt goes through. */
export const remedies: Partial<Readonly<Record<Reason, string>>> = {
  'invalid-name': 'Rename it at the source, or let the job replace or encode such names.',
  'too-long': 'Shorten the name or a folder above it, or let the job truncate long names.',
  collision: 'Rename one of the two at the source.',
  conflict:
    'Compare both sides. Keep one of them by hand, or choose in the job which side is preferred when both hold content.',
  'too-large': 'Split or compress it, move it by hand, or let the job skip large files.',
  'too-small': 'Remove the empty file at the source, or leave it there.',
  'restricted-type': 'Let the job pack such files into archives, or leave them out.',
  'not-a-file': 'Replace it at the source by what it points to.',
  'folder-flagged': 'Settle what is wrong with the folder above it.',
  'kind-differs': 'Rename or remove one of the two: a file and a folder cannot have one name.',
  unreadable: 'Give the account of the source’s connection the right to read it, or unlock it there.',
  'changed-while-read': 'Wait until nobody writes to it.',
  refused: 'See what the destination said about it: often a right that the connection’s account lacks.',
  'kept-at-source': 'Run the job again: it compares both sides anew. Or delete the original by hand.',
  'not-verified': 'Try it again; if it stays so, look at the file at both sides.',
  'permissions-refused':
    'See what was said there: often the connection’s account may not give rights on that side. The content is copied already.',
  'owner-refused':
    'See what the destination said: often the connection’s account may not set owners there. The content is copied already.',
  'lock-refused':
    'See what the destination said: often somebody has locked the copy themselves. Ask them to unlock it; the content is as it was.',
  'metadata-refused':
    'See what the destination said: often it has no field of this name. Make one there; the content is copied already.',
  failed: 'See what was said about it, settle that, and try it again.',
}
