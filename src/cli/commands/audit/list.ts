import type { Command } from 'commander'
import type { AuditFilter } from '#api/contract/audit.ts'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { showTime } from '../../show-time.ts'
import { tableOf } from '../../table.ts'
import { print, printJson, tell } from '../../terminal.ts'

type ListFlags = Flags & Pick<AuditFilter, 'text' | 'act' | 'from' | 'to'> & { readonly json?: boolean }

export function listAuditCommand(session: Session): Command {
  const command = newCommand(session, 'list')
    .summary('list who did what')
    .description('Lists the newest 50 entries of the audit log that fit.')
    .option('--text <words>', 'words in who, what or on what (default: any)')
    .option('--act <act>', 'such as connection.added (default: any)')
    .option('--from <time>', 'from this time on, such as 2026-03-02T08:00:00Z (default: the beginning)')
    .option('--to <time>', 'up to this time (default: now)')
    .option(...jsonFlag)
    .action(session.act((flags: ListFlags) => listAudit(session, flags)))
  addExamples(command, { 'gantry audit list --act connection.removed': 'Who removed connections' })
  return addSettings(command)
}

async function listAudit(session: Session, flags: ListFlags) {
  const { terminal } = session
  const { text, act, from, to } = flags
  const page = await clientOf(session, flags).searchAudit({ text, act, from, to })
  if (flags.json) await printJson(terminal, page)
  else if (page.entries.length > 0) {
    const rows = page.entries.map(({ at, actor, act: done, outcome, subject }) => [
      showTime(at),
      actor.name,
      outcome === 'done' ? done : `${done} (refused)`,
      subject ? `${subject.kind} ${subject.name}` : '',
    ])
    await print(terminal, tableOf(terminal, columns, rows))
  } else await tell(terminal, 'The audit log holds nothing that fits.')
  return exitCodes.done
}

const columns = [{ title: 'When' }, { title: 'Who' }, { title: 'What' }, { title: 'On what', wraps: true }] as const
