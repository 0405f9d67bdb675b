import { InvalidArgumentError, Option, type Command } from 'commander'
import { z } from 'zod'
import { jobFilters, type JobFilters } from '#api/contract/filters.ts'
import { flagOf } from '#config'
import type { Flags } from './session.ts'

const described = z.object({
  properties: z.record(
    z.string(),
    z.object({ type: z.string().optional(), title: z.string(), description: z.string() }),
  ),
})
const filters = Object.entries(described.parse(z.toJSONSchema(jobFilters, { io: 'input' })).properties)

/** Adds one flag per filter of a job, as the contract describes it; those that hold a list can be given again. */
export function addFilterFlags(command: Command): Command {
  for (const [name, { type, title, description }] of filters) {
    const isList = type === 'array'
    const option = new Option(`--${flagOf(name)} <${title}>`, `${description}${isList ? ' (repeatable)' : ''}`)
    if (isList) option.argParser((value: string, before: readonly string[] = []) => [...before, value])
    command.addOption(option.helpGroup('Filters of the job:'))
  }
  return command
}

/** The filter whose flag is called so: `max-size`. */
export function filterNamed(flag: string): string {
  const found = filters.find(([name]) => flagOf(name) === flag.replace(/^--/, ''))
  if (found) return found[0]
  throw new InvalidArgumentError(`There are: ${filters.map(([name]) => flagOf(name)).join(', ')}.`)
}

/** The filters that were typed; whether they can be used the server says. */
export function filtersOf(flags: Flags): JobFilters {
  return Object.fromEntries(filters.map(([name]) => [name, flags[name]]).filter(([, value]) => value !== undefined))
}
