import type { JobView, NewJob } from '#api/contract/jobs.ts'
import type { JobPace } from '#api/contract/pace.ts'
import type { JobSchedule } from '#api/contract/schedule.ts'
import type { ChosenOptions } from '../../parts/job-choices.tsx'
import { locationOf, placeOf, serverDisk, type PlaceValues } from '../../parts/place-of.ts'
import { texts } from '../../texts/texts.ts'
import { recipes, type RecipeName } from './recipes.ts'
import { isWholeDestination, isWholeSource, mappingOf, oneJob, spreadOf, type Spread } from './spread.ts'
import type { Step } from './steps.ts'

/** A job that is being described. */
export interface Draft {
  readonly recipe: RecipeName
  readonly source?: PlaceValues
  readonly destination?: PlaceValues
  readonly spread: Spread
  readonly options: ChosenOptions
  readonly filters: NonNullable<NewJob['filters']>
  readonly schedule: JobSchedule
  readonly pace: JobPace
  readonly name: string
  readonly category: string
}

const nothing: Draft = {
  recipe: 'copy',
  spread: oneJob,
  options: {},
  filters: {},
  schedule: {},
  pace: {},
  name: '',
  category: '',
}

export function newDraft(model: JobView | undefined): Draft {
  if (!model) return nothing
  const { options, filters, schedule, pace, category = '' } = model
  // A name that was made of the two places is made anew.
  const isOwnName = model.name !== `${model.source} → ${model.destination}`
  return {
    recipe: 'custom',
    source: placeOf(model.source),
    destination: placeOf(model.destination),
    spread: spreadOf(model.mapping, model),
    options,
    filters,
    schedule,
    pace,
    name: isOwnName ? texts.newJob.nameLike(model.name) : '',
    category,
  }
}

/** The draft with all that a recipe begins with; places and name stay. */
export function withRecipe(draft: Draft, recipe: RecipeName): Draft {
  const { options = {}, filters = {}, schedule = {} } = recipes[recipe]
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const isTimed = Object.keys(schedule).length > 0
  return { ...draft, recipe, options, filters, schedule: isTimed ? { timeZone, ...schedule } : {} }
}

export function wishOf(draft: Draft): NewJob {
  const { spread, options, filters, schedule, pace, name, category } = draft
  const { source, destination } = placesOf(draft)
  const mapping = mappingOf(spread)
  return {
    ...(mapping && { mapping }),
    ...(name.trim() && { name: name.trim() }),
    ...(category.trim() && { category: category.trim() }),
    source: source ? locationOf(source) : '',
    destination: destination ? locationOf(destination) : '',
    options,
    filters,
    schedule,
    pace,
  }
}

/** The places as they count: of a connection that is taken whole no folder. */
function placesOf({ source, destination, spread }: Draft): Pick<Draft, 'source' | 'destination'> {
  return {
    ...(source && { source: isWholeSource(spread) ? withoutFolder(source) : source }),
    ...(destination && { destination: isWholeDestination(spread) ? withoutFolder(destination) : destination }),
  }
}

function withoutFolder({ connection }: PlaceValues): PlaceValues {
  return { connection }
}

/** The first step that is not answered yet. */
export function unanswered(draft: Draft): Step | undefined {
  const { source, destination } = placesOf(draft)
  const { from, parts } = draft.spread
  if (!isChosen(source) || (from === 'row' && !parts.rows)) return 'from'
  return isChosen(destination) ? undefined : 'to'
}

export function isChosen(place: PlaceValues | undefined): place is PlaceValues {
  return place !== undefined && (place.connection !== serverDisk || Boolean(place.folder))
}

/** The draft outlives a reload of the page, in this tab only. */
const key = 'gantry-new-job'

export function keepDraft(draft: Draft): void {
  sessionStorage.setItem(key, JSON.stringify(draft))
}

export function forgetDraft(): void {
  sessionStorage.removeItem(key)
}

export function keptDraft(): Draft | undefined {
  const kept = sessionStorage.getItem(key)
  // Only this page writes there.
  return kept === null ? undefined : { ...nothing, ...(JSON.parse(kept) as Draft) }
}
