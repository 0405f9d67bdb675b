import { createReadStream } from 'node:fs'
import { Option, type Command } from 'commander'
import type { ProofCheckLine } from '#api/contract/locations.ts'
import { showBytes, showCount } from '#toolkit/words.ts'
import { choice } from '../choice.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { readableFile, readPublicKey } from '../given-file.ts'
import type { ProofVerdict } from '../local-commands.ts'
import { absolute, isLocal } from '../locations.ts'
import { addExamples, addSettings, newCommand } from '../new-command.ts'
import { clientOf, type Flags, type Session } from '../session.ts'
import { harmless, print, write, type Terminal } from '../terminal.ts'

interface VerifyFlags extends Flags {
  readonly side: 'destination' | 'source'
  readonly publicKey?: string
  readonly json?: boolean
}

const sides = ['destination', 'source'] as const

export function verifyCommand(session: Session): Command {
  const command = newCommand(session, 'verify')
    .summary('check a proof, and its files')
    .description(
      'Checks the signed manifest of a run: that nothing in it was changed, and with a location also that every file there ' +
        'still has the content that the proof holds. The check of the manifest, and of a local folder, needs no server.',
    )
    .argument('<manifest>', 'the proof of a run, a file on this machine')
    .argument('[location]', 'a folder on this machine, or connection:Space/folder')
    .addOption(
      choice('--side <side>', 'which side of the run the location is: destination, source', sides).default(
        'destination',
      ),
    )
    .option(
      '--public-key <file>',
      'the key that must have signed it, as `gantry keys public` prints it (default: the key that the proof names)',
    )
    .addOption(new Option('--json', 'print each finding and the sums as one JSON object a line'))
    .action(
      session.act((manifest: string, location: string | undefined, flags: VerifyFlags) =>
        verify(session, manifest, location, flags),
      ),
    )
  addExamples(command, {
    'gantry verify proof.jsonl': 'The manifest by itself',
    'gantry verify proof.jsonl /srv/archive': 'And the files that were copied',
    'gantry verify proof.jsonl "Procore:Harbour Tower" --side source': 'And those they were copied from',
  })
  return addSettings(command)
}

async function verify(session: Session, manifest: string, location: string | undefined, flags: VerifyFlags) {
  const { terminal, local } = session
  const key = flags.publicKey === undefined ? undefined : readPublicKey(flags.publicKey, terminal)
  const file = readableFile('proof', manifest, terminal)
  const verdict = await local.verifyProof(file, key)
  await (flags.json ? write(terminal.output, `${JSON.stringify(verdict)}\n`) : print(terminal, verdictText(verdict)))
  if (!verdict.isIntact) return exitCodes.failed
  if (location === undefined) return exitCodes.done

  const findings = isLocal(location)
    ? local.checkAgainstFolder(file, absolute(location, terminal.folder), flags.side, terminal.interrupted)
    : clientOf(session, flags).checkProof(createReadStream(file), { location, side: flags.side }, terminal.interrupted)
  return tellFindings(findings, location, flags, terminal)
}

/** Whose signature was found. */
export const signedWith: Readonly<Record<ProofVerdict['key'], string>> = {
  given: 'It is signed with the key that was given.',
  'its own': 'It is signed with the key that it names itself; give --public-key FILE to be sure whose that is.',
}

function verdictText({ isIntact, key, header, sums, findings }: ProofVerdict): string {
  const of = header ? ` of run ${header.run} (${header.source} → ${header.destination}, ${header.finishedAt})` : ''
  const items = `${showCount(sums.items)} items, ${showBytes(sums.bytes)}, ${showCount(sums.verified)} verified`
  if (isIntact) return harmless(`The proof${of} is intact: ${items}.`) + `\n${signedWith[key]}`
  const lines = findings.map(
    ({ line, sentence }) => `  ${line === undefined ? '' : `line ${line}: `}${harmless(sentence)}`,
  )
  return [harmless(`The proof${of} is not as it was written. Do not rely on it.`), ...lines].join('\n')
}

async function tellFindings(
  findings: AsyncIterable<ProofCheckLine>,
  location: string,
  flags: VerifyFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  let code: ExitCode = exitCodes.failed
  for await (const finding of findings) {
    if ('failure' in finding) throw new CommandFailure(finding.failure)
    if (flags.json) await write(terminal.output, `${JSON.stringify(finding)}\n`)
    if ('found' in finding) {
      code = finding.found === 0 ? exitCodes.done : exitCodes.failed
      if (!flags.json) await print(terminal, sumsText(finding, location))
    } else if (!flags.json) await print(terminal, harmless(`${finding.outcome}  ${finding.path}  ${finding.sentence}`))
  }
  return code
}

function sumsText({ same, found }: { readonly same: number; readonly found: number }, location: string): string {
  const where = harmless(location)
  if (found === 0) return `All ${showCount(same)} items at ${where} are as the proof says.`
  return `At ${where} ${showCount(same)} items are as the proof says and ${showCount(found)} are not.`
}
