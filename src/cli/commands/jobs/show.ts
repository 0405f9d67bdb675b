import type { Command } from 'commander'
import type { JobView } from '#api/contract/jobs.ts'
import { flagOf } from '#config'
import { counted } from '#toolkit/words.ts'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { nextRunOf } from '../../schedule-words.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { tableOf } from '../../table.ts'
import { harmless, print, printJson, styled, type Terminal } from '../../terminal.ts'

export function showJobCommand(session: Session): Command {
  const command = newCommand(session, 'show')
    .summary('show a job, its schedule, filters and choices')
    .description('Shows what a job does, its schedule and filters, and how each of its choices stands.')
    .argument('<job>', 'its id')
    .option(...jsonFlag)
    .action(session.act((id: string, flags: Flags) => showJob(session, id, flags)))
  addExamples(command, { 'gantry jobs show 3': 'The job of that id' })
  return addSettings(command)
}

async function showJob(session: Session, id: string, flags: Flags) {
  const { terminal } = session
  const job = await clientOf(session, flags).showJob(id)
  await (flags.json ? printJson(terminal, job) : print(terminal, detailsOf(job, terminal)))
  return exitCodes.done
}

function detailsOf(job: JobView, terminal: Terminal): string {
  const title = styled('bold', harmless(`Job ${job.id}: ${job.name}`), terminal.output)
  const last = job.lastRun ? `Last run: ${job.lastRun.id} ${job.lastRun.state}` : 'It has not run yet.'
  const { rows: _, ...mapping } = job.mapping ?? {}
  const lines = Object.entries({ ...mapping, ...job.schedule, ...job.pace, ...job.filters, ...job.options })
  const rows = lines.flatMap(([name, value]) => [value ?? []].flat().map((one) => [`--${flagOf(name)}`, String(one)]))
  const choices = tableOf(terminal, [{ title: 'Choice' }, { title: 'Value', wraps: true }], rows)
  const next = job.timing === undefined ? [] : nextRunOf(job)
  const facts = [...childFacts(job), ...lookFacts(job)].map(harmless)
  return `${[title, harmless(job.summary), ...facts, last, ...next].join('\n')}\n\n${choices}`
}

/** Of a job that a mapping job has made. */
function childFacts({ parent, left }: JobView): string[] {
  return [
    ...(parent ? [`Made by “${parent.name}” (job ${parent.id}), where its choices are changed.`] : []),
    ...(left ? [`It runs no more: ${left.why}`] : []),
  ]
}

/** Of a mapping job. */
function lookFacts({ id, children, lastLook }: JobView): string[] {
  if (children === undefined) return []
  const left = lastLook?.leftOut.map(({ name, why }) => `  ${name}: ${why}`) ?? []
  return [
    `It has made ${counted(children, 'job')}. See them with: gantry jobs children ${id}`,
    ...(lastLook && lastLook.gone.length > 0
      ? [`Not found any more at the last look: ${lastLook.gone.join(', ')}`]
      : []),
    ...(lastLook && left.length > 0 ? [`Left out at the last look: ${lastLook.leftOutCount}`, ...left] : []),
  ]
}
