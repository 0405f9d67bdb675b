import { useMe } from '../../me.ts'
import { serverDisk, type PlaceValues } from '../../parts/place-of.ts'
import { useEntries } from '../../parts/use-entries.ts'
import { texts } from '../../texts/texts.ts'

/** What to say of a place that names a connection and none of its spaces; nothing while they are not known, or of a disk. */
export function useMissingSpace(place: PlaceValues | undefined): string | undefined {
  const { may } = useMe()
  const { connection = '', folder } = place ?? {}
  const isBare = connection !== '' && connection !== serverDisk && !folder
  const { data } = useEntries(`${connection}:`, { enabled: isBare && may('content.list') })
  const [first, second] = data?.pages.flatMap(({ entries }) => entries) ?? []
  // The one space of a disk is its root folder, which need not be named.
  const isDisk = first?.what === 'folder' && second === undefined
  return isBare && first !== undefined && !isDisk ? texts.newJob.noSpace(connection, first.name) : undefined
}
