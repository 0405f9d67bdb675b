import { texts } from '../texts/texts.ts'

export type ChoiceName = keyof typeof texts.choices

/** What happens to names, types, sizes and empty things; all other choices are policies. */
export const behaviors: readonly ChoiceName[] = [
  'unsupportedNames',
  'longNames',
  'largeFiles',
  'restrictedTypes',
  'emptyFolders',
  'hiddenItems',
  'sharedItems',
]

export const policies = (Object.keys(texts.choices) as ChoiceName[]).filter((name) => !behaviors.includes(name))
