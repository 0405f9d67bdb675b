import type { JobMapping } from '#api/contract/mapping.ts'
import { showPath, type Path, type Place, type Storage } from '#platform'
import type { Job, JobLocation } from '../job.ts'
import type { Grounds } from '../overlap.ts'

/** What a mapping job says of the places to find. */
export interface Parent extends Pick<Job, 'source' | 'destination' | 'options'> {
  readonly mapping: JobMapping
}

/** A place that gets a job, or has one. */
export interface ChildPlace {
  readonly name: string
  /** Which row of the list says it, counted from one; where there is a list. */
  readonly row?: number
  /** The same at every look. */
  readonly key: string
  readonly source: JobLocation
  readonly destination: JobLocation
}

/** A place that gets none, and one that has a job no more run. */
export interface LeftOut {
  /** As sentences call it. */
  readonly name: string
  readonly why: string
  readonly key?: string
  readonly row?: number
}

export interface Found {
  readonly children: readonly ChildPlace[]
  readonly leftOut: readonly LeftOut[]
  /** What else is to be known of them, a sentence each. */
  readonly notices?: readonly string[]
}

export interface FindMeans extends Grounds {
  readonly signal: AbortSignal
  /** What is behind a location, to be looked at; nothing is made. */
  look(location: JobLocation): Promise<Looked>
}

interface Looked {
  readonly storage: Storage
  readonly title: string
  readonly at: Place
}

/** What sentences call a place: `Tower`, or `Row 3 (Tower)`. */
export function calledOf({ name, row }: Pick<ChildPlace, 'name' | 'row'>): string {
  return row === undefined ? name : `Row ${row} (${name})`
}

/** Why a place gets no job. */
export function leftOut(place: Pick<ChildPlace, 'name' | 'row' | 'key'>, why: string): LeftOut {
  const { key, row } = place
  return { name: calledOf(place), key, why, ...(row !== undefined && { row }) }
}

/** In the order of the list, where there is one. */
export function byRow(places: readonly LeftOut[]): readonly LeftOut[] {
  return places.toSorted((one, other) => (one.row ?? 0) - (other.row ?? 0))
}

/** A folder below a location. */
export function below(location: JobLocation, path: Path): JobLocation {
  if (path.length === 0) return location
  const shown = `${location.shown.replace(/\/$/, '')}/${showPath(path)}`
  return { ...location, path: [...location.path, ...path], shown }
}

/** A folder in a space of a whole connection. */
export function inSpace(
  connection: JobLocation,
  space: { readonly id: string; readonly name: string },
  path: Path,
): JobLocation {
  const shown = `${connection.shown}${showPath([space.name, ...path])}`
  return { ...connection, space: space.id, path, shown }
}

/** Equal for one and the same place of one connection. */
export function keyOf({ connection, space, path }: JobLocation): string {
  return JSON.stringify([connection, space, showPath(path)])
}
