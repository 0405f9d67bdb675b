import type { Entry, Name, Place } from '#platform'

/** Where a child of the folder is, or will be; ids save look-ups. */
export function placeBelow(folder: Place, name: Name, there: Entry | undefined): Place {
  const place = { space: folder.space, path: [...folder.path, name] }
  if (there?.id !== undefined && folder.id !== undefined) return { ...place, id: there.id, parentId: folder.id }
  if (there?.id !== undefined) return { ...place, id: there.id }
  return folder.id === undefined ? place : { ...place, parentId: folder.id }
}
