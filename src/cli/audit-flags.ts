import { InvalidArgumentError, type Command } from 'commander'
import { auditFilter, type AuditFilter } from '#api/contract/audit.ts'
import { choice } from './choice.ts'

const actorKinds = auditFilter.shape.actorKind.unwrap().options
const outcomes = auditFilter.shape.outcome.unwrap().options

/** Adds the flags that say which entries of the audit log are meant. */
export function addAuditFilter(command: Command): Command {
  return command
    .option('--text <words>', 'words in who, what or on what (default: any)')
    .option('--act <act>', 'such as connection.added (default: any)')
    .addOption(choice('--actor-kind <kind>', `who did it: ${actorKinds.join(', ')} (default: anybody)`, actorKinds))
    .option('--actor <id>', 'their id, together with --actor-kind (default: any)')
    .option('--subject-kind <kind>', 'what it was done to, such as connection, job, person (default: anything)')
    .option('--subject <id>', 'its id, together with --subject-kind (default: any)')
    .addOption(choice('--outcome <outcome>', `how it ended: ${outcomes.join(', ')} (default: either)`, outcomes))
    .option('--from <time>', 'from this day or time on, such as 2026-03-02 (default: the beginning)', startOf)
    .option('--to <time>', 'to the end of this day, or up to this time (default: now)', endOf)
}

export function auditFilterOf(flags: AuditFilter): AuditFilter {
  const { text, act, actorKind, actor, subjectKind, subject, outcome, from, to } = flags
  return { text, act, actorKind, actor, subjectKind, subject, outcome, from, to }
}

const startOf = (typed: string) => timeAt(typed, 0)
const endOf = (typed: string) => timeAt(typed, 1)

/** Days are those of this machine's clock. */
function timeAt(typed: string, daysLater: number): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(typed)
  const time = new Date(isDay ? `${typed}T00:00:00` : typed)
  if (Number.isNaN(time.getTime())) {
    throw new InvalidArgumentError('It must be a day such as 2026-03-02, or a time such as 2026-03-02T08:00:00Z.')
  }
  if (isDay) time.setDate(time.getDate() + daysLater)
  return time.toISOString()
}
