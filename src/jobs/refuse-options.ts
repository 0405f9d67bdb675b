import type { JobOptions } from '#engine/options.ts'
import { JobRefused } from './job.ts'

/** Choices that say nothing together. */
const contradictions: readonly { readonly is: (options: JobOptions) => boolean; readonly sentence: string }[] = [
  {
    is: ({ direction, emptyFolders }) => direction === 'two-way' && emptyFolders === 'skip',
    sentence: 'A job that keeps both sides in step has the same folders on both, also empty ones: let it keep them.',
  },
  {
    is: ({ direction, verification }) => direction === 'move' && verification === 'none',
    sentence:
      'A job that moves deletes at the source only what is proven to be at the destination: let it verify what it transfers.',
  },
  {
    is: ({ direction, deletedItems }) => direction === 'move' && deletedItems !== 'keep',
    sentence:
      'A job that moves empties its source, so what is missing there says nothing about the destination: let it keep deleted items.',
  },
  {
    is: ({ direction, content }) => direction === 'move' && content === 'folders',
    sentence: 'A job that moves takes the files along: let its content be everything, or copy the folders instead.',
  },
  {
    is: ({ direction, deletedItems }) => direction !== 'two-way' && deletedItems.startsWith('mirror-'),
    sentence:
      'Only a job that goes both ways tells deletions of one side from those of the other: choose mirror, ask or keep.',
  },
  {
    is: ({ direction, content, foreignItems }) =>
      foreignItems === 'delete' && (direction !== 'copy' || content === 'folders'),
    sentence:
      'Only a job that copies files one way can delete what lies only at the destination: let it keep such items, or change its direction or content.',
  },
  {
    is: ({ foreignItems, deletedItems }) => foreignItems === 'delete' && deletedItems === 'keep',
    sentence:
      'A job that deletes what others put at the destination deletes also what it put there itself and the source has lost: let it mirror deleted items, or ask.',
  },
  {
    is: ({ foreignItems, onConflict }) => foreignItems === 'delete' && onConflict === 'keep-both',
    sentence:
      'A job that leaves nothing at the destination but what the source holds cannot keep both of two files there: choose who wins.',
  },
  {
    is: ({ direction, owners }) => direction === 'two-way' && owners !== 'none',
    sentence:
      'A job that keeps both sides in step carries no owners: it cannot be told which side’s are right. Let its owners be none.',
  },
  {
    is: ({ direction, locks }) => direction === 'two-way' && locks !== 'ignore',
    sentence:
      'A job that keeps both sides in step carries no locks: nobody could work on the copy that is to follow, and whose lock it is could not be told. Let it ignore them.',
  },
  {
    is: ({ direction, metadata }) => direction === 'two-way' && metadata !== 'none',
    sentence:
      'A job that keeps both sides in step carries no metadata: it cannot be told which side’s is right. Let its metadata be none.',
  },
  {
    is: ({ direction, restrictedTypes }) => direction === 'two-way' && restrictedTypes === 'zip',
    sentence:
      'A job that keeps both sides in step packs nothing: an archive cannot be kept in step with the file in it. Let refused types be flagged or left out.',
  },
]

export function refuseOptions(options: JobOptions): void {
  const found = contradictions.find(({ is }) => is(options))
  if (found) throw new JobRefused('invalid', found.sentence)
}
