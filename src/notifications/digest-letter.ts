import { z } from 'zod'
import { showLocal } from '#jobs/local-time.ts'
import { facts, pageOf, sumsOf, whyOf } from './letter-facts.ts'
import type { Letter } from './mail.ts'

const data = z.object({
  sentence: z.string(),
  timeZone: z.string(),
  causes: z.array(
    z.object({
      type: z.string(),
      count: z.number(),
      untold: z.number(),
      told: z.array(facts.extend({ count: z.number(), timestamp: z.string() })),
    }),
  ),
})
type Cause = z.infer<typeof data>['causes'][number]

/** The causes as they follow each other, one and several of them. */
const titles: Readonly<Record<string, readonly [one: string, several: string]>> = {
  'run.failed': ['run failed', 'runs failed'],
  'run.flagged': ['run with flagged items', 'runs with flagged items'],
  'connection.limited': ['connection used up its calls', 'connections used up their calls'],
  'run.completed': ['run completed', 'runs completed'],
}
const order = Object.keys(titles)

/** What a digest says to people: what needs somebody first. */
export function digestLetterOf(given: unknown, publicUrl: string | undefined): Pick<Letter, 'subject' | 'text'> {
  const { sentence, timeZone, causes } = data.parse(given)
  const sorted = causes.toSorted((a, b) => order.indexOf(a.type) - order.indexOf(b.type))
  const parts = sorted.map((cause) => `${titleOf(cause)}\n\n${linesOf(cause, timeZone, publicUrl).join('\n')}`)
  return { subject: `Digest: ${sorted.map(titleOf).join(', ')}`, text: `${[sentence, ...parts].join('\n\n')}\n` }
}

function titleOf({ type, count }: Cause): string {
  const [one, several] = titles[type] ?? [type, type]
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : several}`
}

function linesOf({ told, untold }: Cause, timeZone: string, publicUrl: string | undefined): readonly string[] {
  const lines = told.map(({ count, timestamp, ...about }) => {
    const name = about.job?.name ?? about.connection?.name ?? ''
    const when = showLocal(Date.parse(timestamp), timeZone)
    const often = count === 1 ? when : `${count.toLocaleString('en-US')} times, last ${when}`
    const more = [whyOf(about), sumsOf(about), publicUrl && `${publicUrl}${pageOf(about)}`]
    return [`- ${name}: ${often}`, ...more.filter((part) => part !== undefined && part !== '')].join('\n  ')
  })
  return untold === 0 ? lines : [...lines, `- and ${untold.toLocaleString('en-US')} more`]
}
