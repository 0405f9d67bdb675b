import type { Command } from 'commander'
import type { FactView, PlatformDetails } from '#api/contract/comparison.ts'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { tableOf } from '../../table.ts'
import { harmless, print, printJson, styled, type Terminal } from '../../terminal.ts'

interface ShowFlags extends Flags {
  readonly sources?: boolean
}

export function showPlatformCommand(session: Session): Command {
  const command = newCommand(session, 'show')
    .summary('show the features and limitations of a platform')
    .description('Shows what a platform supports, what it does not, and its limits.')
    .argument('<platform>', 'one of gantry platforms list')
    .option('--sources', 'with where each fact is known from')
    .option(...jsonFlag)
    .action(session.act((id: string, flags: ShowFlags) => showPlatform(session, id, flags)))
  addExamples(command, {
    'gantry platforms show procore': 'What Procore can and cannot hold',
    'gantry platforms show sharepoint --sources': 'With the pages that say so',
  })
  return addSettings(command)
}

async function showPlatform(session: Session, id: string, flags: ShowFlags) {
  const { terminal } = session
  const platform = await clientOf(session, flags).showPlatform(id)
  if (flags.json) await printJson(terminal, platform)
  else await print(terminal, detailsOf(platform, terminal, Boolean(flags.sources)))
  return exitCodes.done
}

const groups = [
  ['Supported', 'supported'],
  ['Not supported', 'unsupported'],
  ['Limits', 'limits'],
  ['Calls', 'rates'],
] as const

function detailsOf(platform: PlatformDetails, terminal: Terminal, withSources: boolean): string {
  const head = (text: string) => `\n${styled('bold', text, terminal.output)}\n`
  const columns = [
    { title: 'What' },
    { title: 'On this platform', wraps: true },
    ...(withSources ? [{ title: 'Source', wraps: true } as const] : []),
  ] as const
  const row = ({ label, value = 'not known', source }: FactView) =>
    withSources ? [label, value, sourceText(source)] : [label, value]
  const tables = groups
    .filter(([, group]) => platform[group].length > 0)
    .map(([title, group]) => head(title) + tableOf(terminal, columns, platform[group].map(row)))
  const notKnown = platform.notKnown.map(({ label }) => `- ${label}\n`)
  const notes = platform.notes.map((note) => `- ${harmless(note)}\n`)
  return [
    `${harmless(`${platform.title}: ${platform.summary}`)}\n`,
    platform.hasConnector ? '' : 'Gantry has no connector for it yet; it can be compared.\n',
    ...tables,
    ...(notKnown.length > 0 ? [head('Not known'), ...notKnown] : []),
    ...(notes.length > 0 ? [head('Good to know'), ...notes] : []),
  ].join('')
}

function sourceText(source: FactView['source']): string {
  if (!source) return ''
  return source.url === undefined ? source.title : `${source.title} ${source.url}`
}
