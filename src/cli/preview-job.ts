import type { NewJob } from '#api/contract/jobs.ts'
import { counted } from '#toolkit/words.ts'
import type { Client } from './client.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import type { Flags } from './session.ts'
import { tableOf } from './table.ts'
import { harmless, print, printJson, tell, type Terminal } from './terminal.ts'

/** What a job would be, and which jobs its mapping would make; nothing is added. */
export async function previewJob(
  client: Pick<Client, 'previewJob' | 'previewChildren'>,
  wish: NewJob,
  { json }: Flags,
  terminal: Terminal,
): Promise<ExitCode> {
  const { summary, file } = await client.previewJob(wish)
  const found = wish.mapping && (await client.previewChildren(wish))
  if (json) await printJson(terminal, { summary, file, ...found })
  else if (!found) await print(terminal, harmless(summary))
  else {
    const { jobs, leftOut, notices } = found
    const rows = jobs.map(({ name, source, destination }) => [name, source, destination])
    if (rows.length > 0) await print(terminal, tableOf(terminal, columns, rows))
    const left = leftOut.map(({ name, why }) => [name, why])
    if (left.length > 0) await print(terminal, `${rows.length > 0 ? '\n' : ''}${tableOf(terminal, leftColumns, left)}`)
    for (const notice of notices) await tell(terminal, harmless(notice))
    await tell(terminal, `${counted(jobs.length, 'job')} would be made, ${leftOut.length} left out. Nothing was added.`)
  }
  return exitCodes.done
}

const columns = [
  { title: 'Job for', wraps: true },
  { title: 'Source', wraps: true },
  { title: 'Destination', wraps: true },
] as const
const leftColumns = [
  { title: 'Left out', wraps: true },
  { title: 'Why', wraps: true },
] as const
