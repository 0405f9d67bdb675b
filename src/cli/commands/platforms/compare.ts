import type { Command } from 'commander'
import type { ComparedFact, Comparison } from '#api/contract/comparison.ts'
import { exitCodes } from '../../exit-codes.ts'
import { addJobFlags, jobOptionsOf } from '../../job-flags.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { sideFor } from '../../side.ts'
import { tableOf } from '../../table.ts'
import { harmless, print, printJson, styled, type Terminal } from '../../terminal.ts'

interface CompareFlags extends Flags {
  readonly all?: boolean
}

export function comparePlatformsCommand(session: Session): Command {
  const command = newCommand(session, 'compare')
    .summary('compare two platforms or connections')
    .description(
      'Shows two platforms or connections side by side: what differs, what is lost in which direction, and what a job does about it.',
    )
    .argument('<from>', 'the id of a platform, or the name of a connection')
    .argument('<to>', 'the same')
    .option('--all', 'what is the same too')
    .option(...jsonFlag)
    .action(session.act((from: string, to: string, flags: CompareFlags) => compare(session, from, to, flags)))
  addExamples(command, {
    'gantry platforms compare filesystem procore': 'A disk and Procore',
    'gantry platforms compare sharepoint "Procore West" --unsupported-names encode': 'With a choice of the job',
  })
  return addSettings(addJobFlags(command))
}

async function compare(session: Session, from: string, to: string, flags: CompareFlags) {
  const { terminal } = session
  const client = clientOf(session, flags)
  const { sides } = await client.listSides()
  const query = { ...jobOptionsOf(flags), from: sideFor(from, sides), to: sideFor(to, sides) }
  const comparison = await client.comparePlatforms(query)
  if (flags.json) await printJson(terminal, comparison)
  else await print(terminal, textOf(comparison, terminal, Boolean(flags.all)))
  return exitCodes.done
}

function textOf({ from, to, facts, sums }: Comparison, terminal: Terminal, isAll: boolean): string {
  const shown = facts.filter(({ verdict }) => isAll || verdict !== 'same')
  const columns = [
    { title: 'What' },
    { title: harmless(from.title), wraps: true },
    { title: harmless(to.title), wraps: true },
    { title: '' },
  ] as const
  const rows = shown.map((fact) => [
    fact.label,
    fact.from.value ?? unknown,
    fact.to.value ?? unknown,
    verdicts[fact.verdict],
  ])
  return [
    `${sums.same} the same, ${sums.differs} different, ${sums.notKnown} not known.\n\n`,
    shown.length === 0 ? '' : tableOf(terminal, columns, rows),
    lostText(from.title, to.title, lossesOf(facts, 'there'), terminal),
    lostText(to.title, from.title, lossesOf(facts, 'back'), terminal),
  ].join('')
}

const unknown = 'not known'
const verdicts = { same: 'same', differs: 'differs', 'not-known': '' } as const

function lossesOf(facts: readonly ComparedFact[], way: 'there' | 'back') {
  return facts.flatMap((fact) => fact[way] ?? [])
}

function lostText(
  from: string,
  to: string,
  losses: readonly NonNullable<ComparedFact['there']>[],
  terminal: Terminal,
): string {
  const head = `\n${styled('bold', harmless(`From ${from} to ${to}`), terminal.output)}\n`
  if (losses.length === 0) return `${head}Nothing is lost, as far as is known.\n`
  return head + losses.map(({ lost, done }) => `- ${harmless(lost)} ${harmless(done)}\n`).join('')
}
