import type { Kysely } from 'kysely'
import type { Actor } from '#audit/entry.ts'
import { record } from '#audit/record.ts'
import { subjectOf, type Job } from './job.ts'
import { replaceChoices } from './rows.ts'

/** What of a job can be changed later; its places cannot, as it remembers what it put there. */
export type Choices = Pick<Job, 'name' | 'options' | 'filters'>

/** Gives a job another name, and other options and filters from its next run on. */
export async function giveChoices(db: Kysely<unknown>, by: Actor, before: Job, choices: Choices): Promise<Job> {
  const job = { ...before, ...choices }
  const changed = changesOf(before, choices).map(({ name }) => name)
  if (changed.length === 0) return job
  await replaceChoices(db, job)
  await record(db, { actor: by, act: 'job.changed', outcome: 'done', subject: subjectOf(job), changed })
  return job
}

type Value = string | string[] | undefined

interface Change {
  readonly name: string
  readonly before: Value
  readonly after: Value
}

/** The name, options and filters that differ. */
export function changesOf(before: Choices, after: Choices): Change[] {
  const [old, now]: Record<string, Value>[] = [
    { name: before.name, ...before.filters, ...before.options },
    { name: after.name, ...after.filters, ...after.options },
  ]
  return Object.keys({ ...old, ...now })
    .map((name) => ({ name, before: old?.[name], after: now?.[name] }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after))
}
