export const savedFilters = {
  title: 'Saved filters',
  save: 'Save these filters',
  name: 'Name',
  keep: 'Save',
  remove: (name: string) => `Remove “${name}”`,
} as const
