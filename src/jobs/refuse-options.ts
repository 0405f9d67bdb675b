import type { JobOptions } from '#engine/options.ts'
import { JobRefused } from './job.ts'

/** Choices that say nothing together. */
const contradictions: readonly { readonly is: (options: JobOptions) => boolean; readonly sentence: string }[] = [
  {
    is: ({ direction, onConflict }) => direction === 'copy' && onConflict === 'keep-both',
    sentence:
      'A job that copies one way cannot keep both of two files in conflict: give it the direction two-way, or another choice for conflicts.',
  },
  {
    is: ({ direction, emptyFolders }) => direction === 'two-way' && emptyFolders === 'skip',
    sentence: 'A job that keeps both sides in step has the same folders on both, also empty ones: let it keep them.',
  },
]

export function refuseOptions(options: JobOptions): void {
  const found = contradictions.find(({ is }) => is(options))
  if (found) throw new JobRefused('invalid', found.sentence)
}
