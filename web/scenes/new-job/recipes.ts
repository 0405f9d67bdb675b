import type { NewJob } from '#api/contract/jobs.ts'
import type { texts } from '../../texts/texts.ts'

/** What a kind of job begins with; every choice can be changed afterwards. Its name and sentence are in the texts. */
export type Recipe = Pick<NewJob, 'options' | 'filters' | 'schedule'>

export type RecipeName = keyof typeof texts.newJob.recipes

/** A recipe more is a line here and one in the texts. */
export const recipes: Readonly<Record<RecipeName, Recipe>> = {
  copy: {},
  sync: {
    options: { direction: 'two-way', deletedItems: 'mirror', onConflict: 'keep-both' },
    schedule: { every: '1 h' },
  },
  move: { options: { direction: 'move' } },
  mirror: { options: { deletedItems: 'mirror' }, schedule: { daily: '02:00' } },
  publish: {
    options: { onConflict: 'prefer-source', deletedItems: 'mirror', foreignItems: 'delete' },
    schedule: { daily: '02:00' },
  },
  migrate: { options: { onConflict: 'prefer-source', longNames: 'truncate' } },
  upload: {
    options: { longNames: 'truncate', hiddenItems: 'skip' },
    filters: { exclude: ['group:temporary'] },
  },
  structure: { options: { content: 'folders' } },
  archive: { options: { unsupportedNames: 'encode', emptyFolders: 'keep', verification: 'transferred' } },
  custom: {},
}
