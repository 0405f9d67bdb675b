import type { Command } from 'commander'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { write } from '../../terminal.ts'

export function exportAuditCommand(session: Session): Command {
  const command = newCommand(session, 'export')
    .summary('print the whole audit log')
    .description('Prints the audit log as lines of JSON, the oldest first; the last line names its head, for `verify`.')
    .action(session.act((flags: Flags) => exportAudit(session, flags)))
  addExamples(command, { 'gantry audit export > audit.jsonl': 'Into a file' })
  return addSettings(command)
}

async function exportAudit(session: Session, flags: Flags) {
  const lines = await clientOf(session, flags).exportAudit()
  lines.setEncoding('utf8')
  for await (const text of lines) await write(session.terminal.output, String(text))
  return exitCodes.done
}
