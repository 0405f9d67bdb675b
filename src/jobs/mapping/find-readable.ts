import { findChildren } from './find-children.ts'
import { byRow, type FindMeans, type Found, type LeftOut, type Parent } from './found.ts'
import { lookInto } from './look-into.ts'

/**
 * The places that get a job, for whoever is about to make it: the sources of rows are looked into as well. A row that cannot be
 * read is wrong, or told of where wrong rows are left out: its folder may be there when a run comes to it.
 */
export async function findReadable(parent: Parent, means: FindMeans): Promise<Found> {
  const found = await findChildren(parent, means)
  if (parent.mapping.each !== 'row') return found
  const { unreadable, unseen } = await lookInto(found.children, means)
  const notices = unseen === undefined ? [] : [unseen]
  if (parent.mapping.wrongRows === 'leave-out') {
    return { ...found, notices: [...unreadable.map(noticeOf), ...notices] }
  }
  const isUnreadable = new Set(unreadable.map(({ key }) => key))
  return {
    children: found.children.filter(({ key }) => !isUnreadable.has(key)),
    leftOut: byRow([...found.leftOut, ...unreadable]),
    notices,
  }
}

function noticeOf({ name, why }: LeftOut): string {
  return `${name}: ${why} It gets a job, whose runs fail until then.`
}
