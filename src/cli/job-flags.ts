import type { Command } from 'commander'
import { z } from 'zod'
import { jobOptions, takenBy, type ChoiceName, type NewJob } from '#api/contract/jobs.ts'
import { flagOf } from '#config'
import { choice } from './choice.ts'
import type { Flags } from './session.ts'

const names = Object.keys(jobOptions.shape) as ChoiceName[]

const described = z.object({
  properties: z.record(z.string(), z.object({ description: z.string(), default: z.string() })),
})

/** Adds one flag per choice of a job, as the contract describes it. */
export function addJobFlags(command: Command): Command {
  const { properties } = described.parse(z.toJSONSchema(jobOptions, { io: 'input' }))
  for (const name of names) {
    const { description = '', default: usual = '' } = properties[name] ?? {}
    const { words, takesNumber } = takenBy(name)
    const all = takesNumber ? [...words, 'a number'] : words
    const sentence = `${description}: ${all.join(', ')} (default ${usual})`
    const option = choice(`--${flagOf(name)} <word>`, sentence, words, { takesNumber })
    command.addOption(option.helpGroup('Choices of the job:'))
  }
  return command
}

/** Those of a job's choices that were typed. */
export function jobOptionsOf(flags: Flags): NonNullable<NewJob['options']> {
  const given = names
    .filter((name) => flags[name] !== undefined)
    .map((name) => [name, jobOptions.shape[name].parse(flags[name])])
  return Object.fromEntries(given)
}
