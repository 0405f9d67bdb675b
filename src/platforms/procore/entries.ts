import { nameOf, type Entry, type Path, type SpaceId, type Trait } from '#platform'
import type { Document } from './wire.ts'

/** Where a document lies. */
interface At {
  readonly space: SpaceId
  readonly path: Path
  readonly now: number
}

/** The same entry whichever of Procore's answers told of the document. */
export function entryOf(document: Document, { space, path, now }: At): Entry {
  const { id, parentId, updatedAt, customFields } = document
  const traits = traitsOf(document, path, now)
  const common = {
    space,
    path,
    id,
    ...(parentId !== undefined && { parentId }),
    ...(traits.length > 0 && { traits }),
    ...(customFields && { metadata: customFields }),
  }
  if (document.isFolder) {
    return {
      ...common,
      kind: 'folder',
      ...(updatedAt && { modifiedAt: updatedAt }),
    }
  }
  const { size, version, createdAt, checkedOutBy } = document
  // A rename or a check-out moves `updated_at`; the content is as old as its version.
  const modifiedAt = version?.createdAt ?? updatedAt
  return {
    ...common,
    kind: 'file',
    ...(size !== undefined && { size }),
    ...(modifiedAt && { modifiedAt }),
    ...(createdAt && { createdAt }),
    ...(version?.author !== undefined && { author: version.author }),
    ...(version && { version: version.id, etag: version.id }),
    ...(version?.number !== undefined && { versionNumber: version.number }),
    ...(checkedOutBy !== undefined && traits.includes('checked-out') && { heldBy: checkedOutBy }),
  }
}

function traitsOf(document: Document, path: Path, now: number): readonly Trait[] {
  const traits: Trait[] = []
  if (isSystem(document, path)) traits.push('system')
  if (document.isDeleted) traits.push('deleted')
  if (document.isPrivate) traits.push('private')
  if (document.isReadOnly) traits.push('read-only')
  if (isCheckedOut(document, now)) traits.push('checked-out')
  return traits
}

/** The recycle bin and the folder of the Schedule tool, which only Procore itself changes. */
function isSystem(document: Document, path: Path): boolean {
  if (document.isRecycleBin) return true
  return document.isFolder && document.isReadOnly && path.length === 1 && nameOf(path).toLowerCase() === 'schedules'
}

function isCheckedOut({ checkedOutBy, checkedOutUntil }: Document, now: number): boolean {
  if (checkedOutUntil) return checkedOutUntil.getTime() > now
  return checkedOutBy !== undefined
}
