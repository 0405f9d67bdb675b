import type { Command } from 'commander'
import type { AuditFilter } from '#api/contract/audit.ts'
import { addAuditFilter, auditFilterOf } from '../../audit-flags.ts'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { write } from '../../terminal.ts'

export function exportAuditCommand(session: Session): Command {
  const command = addAuditFilter(newCommand(session, 'export'))
    .summary('print the audit log, signed')
    .description(
      'Prints the entries of the audit log that fit as lines of JSON, the oldest first. The last line is signed, so that ' +
        '`gantry audit verify FILE` finds every change of the file.',
    )
    .action(session.act((flags: Flags & AuditFilter) => exportAudit(session, flags)))
  addExamples(command, { 'gantry audit export > audit.jsonl': 'All of it, into a file' })
  return addSettings(command)
}

async function exportAudit(session: Session, flags: Flags & AuditFilter) {
  const lines = await clientOf(session, flags).exportAudit(auditFilterOf(flags))
  lines.setEncoding('utf8')
  for await (const text of lines) await write(session.terminal.output, String(text))
  return exitCodes.done
}
