import { InvalidArgumentError, type Command } from 'commander'
import type { AuditEntryView, AuditFilter, AuditPage } from '#api/contract/audit.ts'
import { addAuditFilter, auditFilterOf } from '../../audit-flags.ts'
import type { Client } from '../../client.ts'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { showTime } from '../../show-time.ts'
import { tableOf } from '../../table.ts'
import { print, printJson, tell } from '../../terminal.ts'

type ListFlags = Flags & AuditFilter & { readonly after?: string; readonly limit: number; readonly json?: boolean }

export function listAuditCommand(session: Session): Command {
  const command = addAuditFilter(newCommand(session, 'list'))
    .summary('list who did what')
    .description('Lists the entries of the audit log that fit, the newest first.')
    .option('--limit <number>', 'how many at most', limitOf, 50)
    .option('--after <number>', 'go on after the entry of this number (default: begin with the newest)')
    .option(...jsonFlag)
    .action(session.act((flags: ListFlags) => listAudit(session, flags)))
  addExamples(command, {
    'gantry audit list --act connection.removed': 'Who removed connections',
    'gantry audit list --subject-kind job --subject 3 --limit 500': 'All that was done to a job',
    'gantry audit list --outcome refused --from 2026-03-01': 'What was refused since then',
  })
  return addSettings(command)
}

function limitOf(typed: string): number {
  if (/^[1-9]\d{0,5}$/.test(typed)) return Number(typed)
  throw new InvalidArgumentError('It must be a whole number from 1 to 999999.')
}

async function listAudit(session: Session, flags: ListFlags) {
  const { terminal } = session
  const page = await entriesFor(clientOf(session, flags), flags)
  if (flags.json) await printJson(terminal, page)
  else if (page.entries.length > 0) {
    await print(terminal, tableOf(terminal, columns, page.entries.map(rowOf)))
    if (page.next !== undefined) await tell(terminal, `There are more; go on with --after ${page.next}`)
  } else await tell(terminal, 'The audit log holds nothing that fits.')
  return exitCodes.done
}

const mostInPage = 500

/** As many as were asked for, over as many pages as they take. */
async function entriesFor(client: Client, flags: ListFlags): Promise<AuditPage> {
  const filter = auditFilterOf(flags)
  const { limit } = flags
  const entries: AuditEntryView[] = []
  let after = flags.after
  do {
    const most = Math.min(mostInPage, limit - entries.length)
    const page = await client.searchAudit({ ...filter, after, limit: most })
    entries.push(...page.entries)
    after = page.next
  } while (after !== undefined && entries.length < limit)
  return { entries, ...(after !== undefined && { next: after }) }
}

function rowOf({ seq, at, actor, act, outcome, subject }: AuditEntryView): string[] {
  return [
    String(seq),
    showTime(at),
    actor.name,
    outcome === 'done' ? act : `${act} (refused)`,
    subject ? `${subject.kind} ${subject.name}` : '',
  ]
}

const columns = [
  { title: 'No.', align: 'right' },
  { title: 'When' },
  { title: 'Who' },
  { title: 'What' },
  { title: 'On what', wraps: true },
] as const
