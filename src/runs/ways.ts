import type { Way } from '#engine/action.ts'
import type { Job } from '#jobs/job.ts'
import type { Scene } from './scene.ts'

const oneWay = [undefined] as const
const bothWays = [undefined, 'back'] as const

export function waysOf({ options }: Pick<Job, 'options'>): readonly (Way | undefined)[] {
  return options.direction === 'two-way' ? bothWays : oneWay
}

/** From where to where something goes. */
export function endsOf(
  { source, destination }: Pick<Scene, 'source' | 'destination'>,
  way: Way | undefined,
): Pick<Scene, 'source' | 'destination'> {
  return way === 'back' ? { source: destination, destination: source } : { source, destination }
}
