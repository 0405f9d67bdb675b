import { z } from 'zod'
import { digestLetterOf } from './digest-letter.ts'
import { facts, pageOf, sumsOf, whyOf } from './letter-facts.ts'
import type { Letter } from './mail.ts'

const message = z.object({ type: z.string(), data: z.unknown() })
const told = facts.extend({ sentence: z.string() })

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
export function letterOf(body: string, publicUrl: string | undefined): Pick<Letter, 'subject' | 'text'> {
  const { type, data } = message.parse(JSON.parse(body))
  if (type === 'digest') return digestLetterOf(data, publicUrl)
  const { sentence, ...about } = told.parse(data)
  const { job, connection } = about
  const name = job?.name ?? connection?.name
  const paragraphs = [
    sentence,
    job && `Job: ${job.name}\nFrom: ${job.source}\nTo: ${job.destination}`,
    whyOf(about),
    type === 'connection.limited' && connection?.limitedUntil !== undefined
      ? `It goes on by itself at ${connection.limitedUntil}.`
      : undefined,
    sumsOf(about),
    publicUrl === undefined ? undefined : `See ${publicUrl}${pageOf(about)}`,
  ]
  const subject = subjects[type] ?? type
  return {
    subject: name === undefined ? subject : `${subject}: ${name}`,
    text: `${paragraphs.filter((paragraph) => paragraph !== undefined && paragraph !== '').join('\n\n')}\n`,
  }
}
