import type { Command } from 'commander'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { print, printJson, tell } from '../../terminal.ts'

export function publicKeyCommand(session: Session): Command {
  const command = newCommand(session, 'public')
    .summary('print the public key that proofs are checked with')
    .description(
      'Prints the public key of proofs and exported audit logs, in PEM. Whoever receives a proof needs it to know that it ' +
        'is of this Gantry: hand it over on another way than the proof. It is no secret.',
    )
    .option(...jsonFlag)
    .action(session.act((flags: Flags & { readonly json?: boolean }) => showPublicKey(session, flags)))
  addExamples(command, {
    'gantry keys public > gantry.pem': 'Into a file',
    'gantry verify proof.jsonl --public-key gantry.pem': 'What it is for',
  })
  return addSettings(command)
}

async function showPublicKey(session: Session, flags: Flags & { readonly json?: boolean }) {
  const { terminal } = session
  const key = await clientOf(session, flags).showProofKey()
  if (flags.json) await printJson(terminal, key)
  else {
    await print(terminal, key.pem)
    await tell(terminal, `Its fingerprint (SHA-256) is ${key.fingerprint}`)
  }
  return exitCodes.done
}
