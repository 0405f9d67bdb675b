import { sql, type RawBuilder } from 'kysely'
import { containing } from './items.ts'

/** Which of the items that a person must look at; all conditions together. */
export interface FlaggedFilter {
  /** `ignored`: those that somebody has decided to leave. */
  readonly state?: 'flagged' | 'ignored' | undefined
  readonly reason?: string | undefined
  readonly text?: string | undefined
  readonly job?: string | undefined
  readonly run?: string | undefined
  /** An exact path at the source. */
  readonly source?: string | undefined
}

/** The condition on `items`. Only what is asked for stands in the statement, so that it keeps to its index. */
export function isFlagged({ state = 'flagged', reason, text, job, run, source }: FlaggedFilter): RawBuilder<unknown> {
  const conditions = [
    sql`items.state = ${state} and not items.is_gone`,
    ...(state === 'ignored' ? [sql`items.reason = 'ignored-by-decision'`] : []),
    ...(reason === undefined ? [] : [sql`items.reason = ${reason}`]),
    ...(text === undefined ? [] : [sql`items.source ilike ${containing(text)}`]),
    ...(job === undefined ? [] : [sql`items.job = ${job}`]),
    ...(run === undefined
      ? []
      : [sql`items.run = ${run} and items.job = (select job from runs where id = ${run}::bigint)`]),
    ...(source === undefined ? [] : [sql`items.source = ${source}`]),
  ]
  return sql.join(conditions, sql` and `)
}
