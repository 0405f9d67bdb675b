import { Option, type Command } from 'commander'
import { z } from 'zod'
import { jobPace, type JobPace } from '#api/contract/pace.ts'
import { flagOf } from '#config'
import type { Flags } from './session.ts'

const described = z.object({
  properties: z.record(
    z.string(),
    z.object({ type: z.string().optional(), title: z.string(), description: z.string() }),
  ),
})
const parts = Object.entries(described.parse(z.toJSONSchema(jobPace, { io: 'input' })).properties)

/** Adds one flag per part of a job's pace, as the contract describes it; those that hold a list can be given again. */
export function addPaceFlags(command: Command): Command {
  for (const [name, { type, title, description }] of parts) {
    const isList = type === 'array'
    const option = new Option(`--${flagOf(name)} <${title}>`, `${description}${isList ? ' (repeatable)' : ''}`)
    if (isList) option.argParser((value: string, before: readonly string[] = []) => [...before, value])
    command.addOption(option.helpGroup('Pace of the job:'))
  }
  return command
}

/** The parts that were typed; whether they can be used the server says. */
export function paceOf(flags: Flags): JobPace {
  return Object.fromEntries(parts.map(([name]) => [name, flags[name]]).filter(([, value]) => value !== undefined))
}
