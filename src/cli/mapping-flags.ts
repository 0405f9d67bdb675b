import { Option, type Command } from 'commander'
import { z } from 'zod'
import { rowsIn } from '#api/client/row-file.ts'
import { jobMapping, type JobMapping } from '#api/contract/mapping.ts'
import { flagOf } from '#config'
import { choice } from './choice.ts'
import { usageFailure } from './failure.ts'
import { textIn } from './given-file.ts'
import type { Flags } from './session.ts'
import type { Terminal } from './terminal.ts'

const described = z.object({
  properties: z.record(
    z.string(),
    z.object({
      type: z.string().optional(),
      title: z.string(),
      description: z.string(),
      enum: z.array(z.string()).optional(),
    }),
  ),
})
const parts = Object.entries(described.parse(z.toJSONSchema(jobMapping, { io: 'input' })).properties)

/** What a mapping keeps from its beginning. */
const places: readonly string[] = ['each', 'from', 'to'] satisfies readonly (keyof JobMapping)[]

/** Adds one flag per part of a mapping, as the contract describes it; of a job that is there, those that can be changed. */
export function addMappingFlags(command: Command, { isNew }: { readonly isNew: boolean }): Command {
  for (const [name, { type, title, description, enum: words }] of parts) {
    if (!isNew && places.includes(name)) continue
    const isList = type === 'array' && name !== 'rows'
    const flag = type === 'boolean' ? `--${flagOf(name)}` : `--${flagOf(name)} <${title}>`
    const sentence = `${description}${name === 'rows' ? ' (a CSV file)' : isList ? ' (repeatable)' : ''}`
    const option = words ? choice(flag, `${sentence}: ${words.join(', ')}`, words) : new Option(flag, sentence)
    if (isList) option.argParser((value: string, before: readonly string[] = []) => [...before, value])
    command.addOption(option.helpGroup('One job for each of many places:'))
  }
  return command
}

/** The parts that were typed; whether they make a mapping the server says. */
export async function mappingOf(flags: Flags, terminal: Terminal): Promise<Partial<JobMapping>> {
  const given = parts.map(([name]) => [name, flags[name]]).filter(([, value]) => value !== undefined)
  const { rows: file, ...mapping } = Object.fromEntries(given) as Omit<Partial<JobMapping>, 'rows'> & { rows?: string }
  return file === undefined ? mapping : { ...mapping, rows: await readRows(file, terminal) }
}

/** That of a new job: its first word says what there is one job for. */
export async function newMappingOf(flags: Flags, terminal: Terminal): Promise<JobMapping | undefined> {
  const { each, ...mapping } = await mappingOf(flags, terminal)
  if (each) return { each, ...mapping }
  const [first] = Object.keys(mapping)
  if (first === undefined) return undefined
  throw usageFailure(`--${flagOf(first)} needs --each: folder, project or row.`)
}

/** A part that can be taken away, by its flag: `names`. */
export function mappingPartNamed(flag: string): string | undefined {
  return parts.map(([name]) => name).find((name) => !places.includes(name) && flagOf(name) === flag.replace(/^--/, ''))
}

async function readRows(typed: string, terminal: Terminal): Promise<NonNullable<JobMapping['rows']>> {
  const { rows, problems } = rowsIn(await textIn(typed, terminal))
  if (rows) return [...rows]
  throw usageFailure(problems.map((problem) => `${typed}: ${problem}`).join('\n'))
}
