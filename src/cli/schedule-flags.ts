import { InvalidArgumentError, Option, type Command } from 'commander'
import { z } from 'zod'
import { jobSchedule, type JobSchedule } from '#api/contract/schedule.ts'
import { flagOf } from '#config'
import type { Flags } from './session.ts'

const described = z.object({
  properties: z.record(
    z.string(),
    z.object({ type: z.string().optional(), title: z.string(), description: z.string() }),
  ),
})
const parts = Object.entries(described.parse(z.toJSONSchema(jobSchedule, { io: 'input' })).properties)

/** Adds one flag per part of a schedule, as the contract describes it; those that hold a list can be given again. */
export function addScheduleFlags(command: Command): Command {
  for (const [name, { type, title, description }] of parts) {
    const isList = type === 'array'
    const flag = type === 'boolean' ? `--${flagOf(name)}` : `--${flagOf(name)} <${title}>`
    const option = new Option(flag, `${description}${isList ? ' (repeatable)' : ''}`)
    if (isList) option.argParser((value: string, before: readonly string[] = []) => [...before, value])
    if (type === 'integer') option.argParser(wholeNumber)
    command.addOption(option.helpGroup('Schedule of the job:'))
  }
  return command
}

/** The parts that were typed; whether they make a schedule the server says. Undefined when none was. */
export function scheduleOf(flags: Flags): JobSchedule | undefined {
  const given = parts.map(([name]) => [name, flags[name]]).filter(([, value]) => value !== undefined)
  return given.length === 0 ? undefined : Object.fromEntries(given)
}

function wholeNumber(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It is a whole number.')
}
