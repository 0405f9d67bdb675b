/** One end of a job, as it is chosen. */
export interface PlaceValues {
  /** The name of a connection, or `serverDisk`. */
  readonly connection: string
  readonly folder?: string
}

/** Stands where a connection does for folders of the server itself, which are typed as absolute paths. */
export const serverDisk = '/'

/** The place that a location names, as it was typed. */
export function placeOf(location: string): PlaceValues {
  if (location.startsWith('/')) return { connection: serverDisk, folder: location }
  const colon = location.indexOf(':')
  return { connection: location.slice(0, colon), folder: location.slice(colon + 1) }
}

export function locationOf({ connection, folder = '' }: PlaceValues): string {
  return connection === serverDisk ? folder || '/' : `${connection}:${folder}`
}
