import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { jobFilters } from '#api/contract/filters.ts'
import { jobOptions } from '#api/contract/jobs.ts'
import { jobMapping } from '#api/contract/mapping.ts'
import { jobPace } from '#api/contract/pace.ts'
import { jobSchedule } from '#api/contract/schedule.ts'
import { flagOf } from '#config'
import { choices, filters } from '../../web/texts/jobs.ts'
import { mapping } from '../../web/texts/mapping.ts'
import { pace } from '../../web/texts/pace.ts'
import { schedule } from '../../web/texts/schedule.ts'
import { optionTests } from './option-tests.ts'
import { table } from './table.ts'
import { wishes, type Wish } from './wishes.ts'

const described = z.object({
  properties: z.record(z.string(), z.object({ description: z.string(), default: z.string().optional() })),
})

interface Part {
  /** In the job file. */
  readonly key: string
  readonly title: string
  readonly schema: z.ZodType
  readonly names: Readonly<Record<string, string>>
}

const parts: readonly Part[] = [
  { key: 'options', title: 'Policies and behaviors', schema: jobOptions, names: choices },
  { key: 'filters', title: 'Filters', schema: jobFilters, names: filters },
  { key: 'schedule', title: 'Schedule', schema: jobSchedule, names: { ...schedule.parts, paused: schedule.pause } },
  { key: 'pace', title: 'Pace', schema: jobPace, names: pace.parts },
  { key: 'mapping', title: mapping.title, schema: jobMapping, names: mapping.parts },
]

/**
 * The page of all that can be said of a job, made from the contract. Throws when an option has no test, when a test or a decision
 * that is named is not there, or when a wish names an option that is not.
 */
export function optionsPage(decisions: string): string {
  const known = new Set(['category'])
  const sections = parts.map(({ key, title, schema, names }) => {
    const { properties } = described.parse(z.toJSONSchema(schema, { io: 'input' }))
    const rows = Object.entries(properties).map(([name, { description, default: usual }]) => {
      known.add(name)
      const text = description.replaceAll('*', String.raw`\*`)
      const sentence = usual === undefined ? text : `${text} (default \`${usual}\`)`
      return [names[name] ?? name, `\`${key}.${name}\``, `\`--${flagOf(name)}\``, sentence, testOf(name)]
    })
    return `## ${title}\n\n${table(['In the web page', 'In a job file', 'Flag', 'What it says', 'Test'], rows)}`
  })
  return `# Options of a job

Made from the contract of the API by scripts/documents/options-page.ts; change it there.

The web page asks for them when a job is created and on its edit page, under the titles below; the API, job files and the
command line have the same words.

${sections.join('\n\n')}

## What people ask for

${table(
  ['To say', 'Here'],
  wishes.map((wish) => [wish.wish, answerTo(wish, known, decisions)]),
)}`
}

function testOf(name: string): string {
  const [file, words] = optionTests[name] ?? []
  if (file === undefined || words === undefined) {
    throw new Error(`The option ${name} has no test in scripts/documents/option-tests.ts. Name one.`)
  }
  if (!existsSync(file) || !readFileSync(file, 'utf8').includes(words)) {
    throw new Error(
      `The test of ${name}, “${words}” in ${file}, is not there any more. Name it anew in option-tests.ts.`,
    )
  }
  return `[${file.split('/').at(-1)}](../../${file})`
}

function answerTo({ wish, options = [], elsewhere, decision }: Wish, known: ReadonlySet<string>, decisions: string) {
  for (const option of options) {
    if (!known.has(option)) throw new Error(`There is no option ${option}, which “${wish}” names in wishes.ts.`)
  }
  const record = decision && readdirSync(decisions).find((file) => file.startsWith(`${decision}-`))
  if (decision !== undefined && record === undefined) {
    throw new Error(`There is no decision ${decision}, which “${wish}” names in wishes.ts.`)
  }
  const answers = [
    ...options.map((option) => `\`${option}\``),
    ...(elsewhere === undefined ? [] : [elsewhere]),
    ...(record === undefined ? [] : [`[decision ${decision}](../decisions/${record})`]),
  ]
  return answers.join('; ')
}
