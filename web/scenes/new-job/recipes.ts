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
  mirror: { options: { deletedItems: 'mirror' }, schedule: { daily: '02:00' } },
  upload: {
    options: { longNames: 'truncate', hiddenItems: 'skip' },
    filters: { exclude: ['group:temporary'] },
  },
  structure: { options: { content: 'folders' } },
  archive: { options: { unsupportedNames: 'encode', emptyFolders: 'keep', verification: 'transferred' } },
  custom: {},
}
