import type { Command } from 'commander'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { print, printJson, tell } from '../../terminal.ts'

export function rotateKeysCommand(session: Session): Command {
  const command = newCommand(session, 'rotate')
    .summary('seal every secret anew with a new key')
    .description(
      'Makes a new data key and seals every secret anew with it. Runs go on meanwhile; the master key stays.',
    )
    .option(...jsonFlag)
    .action(session.act((flags: Flags & { readonly json?: boolean }) => rotateKeys(session, flags)))
  addExamples(command, { 'gantry keys rotate': 'Once a year, or when somebody leaves' })
  return addSettings(command)
}

async function rotateKeys(session: Session, flags: Flags & { readonly json?: boolean }) {
  const { terminal } = session
  const { key, secrets, unopened } = await clientOf(session, flags).rotateKeys()
  if (flags.json) await printJson(terminal, { key, secrets, unopened })
  else await print(terminal, `${secrets} secrets are sealed with the new key, number ${key}.`)
  if (unopened === 0) return exitCodes.done
  await tell(terminal, `${unopened} did not open and stay as they are: sign those connections in again.`)
  return exitCodes.failed
}
