import type { Command } from 'commander'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { print, printJson, tell } from '../../terminal.ts'

type VerifyFlags = Flags & { readonly json?: boolean; readonly seq?: string; readonly hash?: string }

export function verifyAuditCommand(session: Session): Command {
  const command = newCommand(session, 'verify')
    .summary('verify that the audit log was not changed')
    .description(
      'Computes the chain of the audit log again. With the number and hash of an entry that was noted before, such as ' +
        'the last line of an export, also a log whose end was cut off is found out.',
    )
    .option('--seq <number>', 'the number of the entry that was noted (default: none)')
    .option('--hash <hash>', 'its hash (default: none)')
    .option(...jsonFlag)
    .action(session.act((flags: VerifyFlags) => verifyAudit(session, flags)))
  addExamples(command, { 'gantry audit verify': 'The whole log' })
  return addSettings(command)
}

async function verifyAudit(session: Session, flags: VerifyFlags) {
  const { terminal } = session
  const verdict = await clientOf(session, flags).verifyAudit({ seq: flags.seq, hash: flags.hash })
  if (flags.json) await printJson(terminal, verdict)
  else if (verdict.isIntact) {
    const { entries, head } = verdict
    await print(terminal, `The audit log is intact: ${entries} entries, the last is ${head.seq} with ${head.hash}.`)
  } else {
    const findings = verdict.findings.map(({ sentence }) => sentence).join('\n')
    await tell(terminal, `The audit log is not what was written:\n${findings}`)
  }
  return verdict.isIntact ? exitCodes.done : exitCodes.failed
}
