import { z } from 'zod'

const told = z.object({
  type: z.string(),
  data: z.object({
    sentence: z.string(),
    job: z.object({ name: z.string(), source: z.string(), destination: z.string() }).optional(),
    run: z
      .object({
        id: z.string(),
        failure: z.string().optional(),
        waiting: z.object({ reason: z.string() }).optional(),
        states: z.record(z.string(), z.object({ items: z.number() })),
      })
      .optional(),
    connection: z
      .object({ id: z.string(), name: z.string(), reason: z.string().optional(), limitedUntil: z.string().optional() })
      .optional(),
  }),
})

const subjects: Readonly<Record<string, string>> = {
  'run.completed': 'Run completed',
  'run.flagged': 'Run with flagged items',
  'run.failed': 'Run failed',
  'run.waiting': 'Run waits for somebody',
  'connection.sign-in-needed': 'Sign-in needed',
  'connection.limited': 'Calls used up',
  test: 'Test of Gantry',
}

/** What a message says to people. `publicUrl` is where they find more. */
export function letterOf(
  body: string,
  publicUrl: string | undefined,
): { readonly subject: string; readonly text: string } {
  const { type, data } = told.parse(JSON.parse(body))
  const { sentence, job, run, connection } = data
  const about = job?.name ?? connection?.name
  const page = run ? `/runs/${run.id}` : connection ? `/connections/${connection.id}` : '/'
  const paragraphs = [
    sentence,
    job && `Job: ${job.name}\nFrom: ${job.source}\nTo: ${job.destination}`,
    run?.failure ?? run?.waiting?.reason ?? connection?.reason,
    type === 'connection.limited' && connection?.limitedUntil !== undefined
      ? `It goes on by itself at ${connection.limitedUntil}.`
      : undefined,
    run && sumsOf(run.states),
    publicUrl === undefined ? undefined : `See ${publicUrl}${page}`,
  ]
  const subject = subjects[type] ?? type
  return {
    subject: about === undefined ? subject : `${subject}: ${about}`,
    text: `${paragraphs.filter((paragraph) => paragraph !== undefined && paragraph !== '').join('\n\n')}\n`,
  }
}

function sumsOf(states: Readonly<Record<string, { readonly items: number }>>): string {
  const counted = Object.entries(states).filter(([, { items }]) => items > 0)
  return counted.map(([state, { items }]) => `${items.toLocaleString('en-US')} ${state}`).join(', ')
}
