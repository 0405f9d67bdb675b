import type { Command } from 'commander'
import { exitCodes } from '../../exit-codes.ts'
import { usageFailure } from '../../failure.ts'
import { readableFile, readPublicKey } from '../../given-file.ts'
import type { AuditExportVerdict } from '../../local-commands.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { showTime } from '../../show-time.ts'
import { harmless, print, printJson, tell } from '../../terminal.ts'
import { signedWith } from '../verify.ts'

interface VerifyFlags extends Flags {
  readonly json?: boolean
  readonly seq?: string
  readonly hash?: string
  readonly publicKey?: string
}

export function verifyAuditCommand(session: Session): Command {
  const command = newCommand(session, 'verify')
    .summary('verify that the audit log, or an export of it, was not changed')
    .description(
      'Computes the chain of the audit log again. With the number and hash of an entry that was noted before, such as ' +
        'the head in the last line of an export, also a log whose end was cut off is found out. With a file it checks that ' +
        'export instead, its chain and its signature, and needs no server.',
    )
    .argument('[file]', 'an exported log, a file on this machine')
    .option('--seq <number>', 'the number of the entry that was noted (default: none)')
    .option('--hash <hash>', 'its hash (default: none)')
    .option(
      '--public-key <file>',
      'the key that must have signed the export, as `gantry keys public` prints it (default: the key that the export names)',
    )
    .option(...jsonFlag)
    .action(
      session.act((file: string | undefined, flags: VerifyFlags) =>
        file === undefined ? verifyLog(session, flags) : verifyExport(session, file, flags),
      ),
    )
  addExamples(command, {
    'gantry audit verify': 'The log of the server',
    'gantry audit verify audit.jsonl --public-key gantry.pem': 'An export, anywhere',
  })
  return addSettings(command)
}

async function verifyLog(session: Session, { json, seq, hash, publicKey, ...flags }: VerifyFlags) {
  const { terminal } = session
  if (publicKey !== undefined) throw usageFailure('--public-key is for the check of an export; name its file too.')
  const verdict = await clientOf(session, flags).verifyAudit({ seq, hash })
  if (json) await printJson(terminal, verdict)
  else if (verdict.isIntact) {
    const { entries, head } = verdict
    await print(terminal, `The audit log is intact: ${entries} entries, the last is ${head.seq} with ${head.hash}.`)
  } else {
    const findings = verdict.findings.map(({ sentence }) => sentence).join('\n')
    await tell(terminal, `The audit log is not what was written:\n${findings}`)
  }
  return verdict.isIntact ? exitCodes.done : exitCodes.failed
}

async function verifyExport(session: Session, typed: string, { json, seq, hash, publicKey }: VerifyFlags) {
  const { terminal, local } = session
  if (seq !== undefined || hash !== undefined) {
    throw usageFailure('--seq and --hash are for the check of the server’s log; leave the file out, or leave them out.')
  }
  const key = publicKey === undefined ? undefined : readPublicKey(publicKey, terminal)
  const verdict = await local.verifyAuditExport(readableFile('export', typed, terminal), key)
  if (json) await printJson(terminal, verdict)
  else if (verdict.isIntact) await print(terminal, intactText(verdict))
  else await tell(terminal, brokenText(verdict))
  return verdict.isIntact ? exitCodes.done : exitCodes.failed
}

function intactText({ entries, end, key }: AuditExportVerdict): string {
  const what = end?.isWhole ? 'the whole log' : 'those that a filter left, not the whole log'
  const head = end ? ` Its last entry was ${end.head.seq} with ${end.head.hash}.` : ''
  return `The export of ${showTime(end?.exportedAt)} is intact: ${entries} entries, ${what}.${head}\n${signedWith[key]}`
}

function brokenText({ findings }: AuditExportVerdict): string {
  const lines = findings.map(
    ({ line, sentence }) => `  ${line === undefined ? '' : `line ${line}: `}${harmless(sentence)}`,
  )
  return ['The export is not as it was written. Do not rely on it.', ...lines].join('\n')
}
