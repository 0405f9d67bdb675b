import type { Command } from 'commander'
import type { TrialList, TrialView } from '#api/contract/comparison.ts'
import { exitCodes } from '../../exit-codes.ts'
import { usageFailure } from '../../failure.ts'
import { textIn } from '../../given-file.ts'
import { addJobFlags, jobOptionsOf } from '../../job-flags.ts'
import { locationFor } from '../../locations.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { sideFor } from '../../side.ts'
import { tableOf } from '../../table.ts'
import { harmless, print, printJson, type Terminal } from '../../terminal.ts'

interface TryFlags extends Flags {
  readonly from?: string
  readonly file?: string
  readonly location?: string
  readonly into?: string
}

export function tryCommand(session: Session): Command {
  const command = newCommand(session, 'try')
    .summary('show what would become of names and paths')
    .description('Shows what would become of names and paths at a platform or connection. Nothing is copied.')
    .argument('<to>', 'the id of a platform, or the name of a connection')
    .argument('[paths...]', 'names or paths; a slash at the end makes a folder')
    .option('--from <side>', 'where they come from: a platform or connection (default: what holds every name)')
    .option('--file <file>', 'a file with a path on each line; - is the standard input')
    .option('--location <location>', 'try what lies at a location in place of typed paths')
    .option('--into <folder>', 'the folder that they would go to, whose length counts in paths')
    .option(...jsonFlag)
    .action(session.act((to: string, paths: readonly string[], flags: TryFlags) => tryOut(session, to, paths, flags)))
  addExamples(command, {
    'gantry platforms try procore "Plans/A:1.pdf" "Report .docx"': 'Two paths',
    'gantry platforms try procore --location /srv/projects --into "Contract documents"': 'What a folder holds',
    'find . -type f | gantry platforms try procore --file -': 'What another program lists',
  })
  return addSettings(addJobFlags(command))
}

async function tryOut(session: Session, to: string, paths: readonly string[], flags: TryFlags) {
  const { terminal } = session
  const client = clientOf(session, flags)
  const { sides } = await client.listSides()
  const terms = {
    to: sideFor(to, sides),
    options: jobOptionsOf(flags),
    ...(flags.into !== undefined && { into: flags.into }),
  }
  const list =
    flags.location === undefined
      ? await client.tryNames({
          ...terms,
          ...(flags.from !== undefined && { from: sideFor(flags.from, sides) }),
          lines: await linesOf(paths, flags, terminal),
        })
      : await client.tryLocation({ ...terms, location: locationFor(client.server, flags.location, terminal.folder) })
  await (flags.json ? printJson(terminal, list) : print(terminal, trialsText(list, terminal)))
  return exitCodes.done
}

async function linesOf(paths: readonly string[], { file }: TryFlags, terminal: Terminal): Promise<string[]> {
  const more = file === undefined ? [] : (await textIn(file, terminal)).split('\n')
  const lines = [...paths, ...more].filter((line) => line.trim() !== '')
  if (lines.length > 0) return lines
  throw usageFailure('Give paths to try, a --file with one on each line, or a --location.')
}

function trialsText({ trials, sums, isCut, notKnown, to }: TrialList, terminal: Terminal): string {
  const columns = [
    { title: 'State' },
    { title: 'Source', wraps: true },
    { title: 'Becomes', wraps: true },
    { title: 'Why', wraps: true },
  ] as const
  const counts = Object.entries(sums).map(([state, count]) => `${count} ${state}`)
  return [
    tableOf(terminal, columns, trials.map(rowOf)),
    `\n${counts.join(', ')}.${isCut ? ' There is more; this much is tried at once.' : ''}\n`,
    notKnown.length === 0 ? '' : `Not known of ${harmless(to.title)}: ${notKnown.join('; ')}.\n`,
  ].join('')
}

function rowOf({ state, source, kind, destination, sentence }: TrialView): string[] {
  const end = kind === 'folder' ? '/' : ''
  return [state, source + end, destination === undefined ? '–' : destination + end, sentence]
}
