export const addConnection = {
  title: 'Add connection',
} as const
