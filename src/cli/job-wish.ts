import type { Command } from 'commander'
import type { NewJob } from '#api/contract/jobs.ts'
import { addFilterFlags, filtersOf } from './filter-flags.ts'
import { addJobFlags, jobOptionsOf } from './job-flags.ts'
import { locationFor } from './locations.ts'
import { jsonFlag } from './new-command.ts'
import { addPaceFlags, paceOf } from './pace-flags.ts'
import type { Flags } from './session.ts'

export interface WishFlags extends Flags {
  readonly name?: string
  readonly category?: string
}

/** Adds what says which job is wished for: its two ends, its name, its choices and its filters. */
export function addJobWish(command: Command): Command {
  command
    .argument('<source>', 'connection:Space/folder, or a path on the server’s disk')
    .argument('<destination>', 'the same')
    .option('--name <name>', 'the name of the job (default “source → destination”)')
    .option('--category <category>', 'a word to group, filter and add up jobs by (default: none)')
    .option(...jsonFlag)
  return addPaceFlags(addFilterFlags(addJobFlags(command)))
}

/** The wish as it was typed in a folder of this machine. */
export function jobWishOf(
  typed: { readonly source: string; readonly destination: string },
  flags: WishFlags,
  { server, folder }: { readonly server: string; readonly folder: string },
): NewJob {
  const given = { options: jobOptionsOf(flags), filters: filtersOf(flags), pace: paceOf(flags) }
  return {
    source: locationFor(server, typed.source, folder),
    destination: locationFor(server, typed.destination, folder),
    ...Object.fromEntries(Object.entries(given).filter(([, part]) => Object.keys(part).length > 0)),
    ...(flags.name !== undefined && { name: flags.name }),
    ...(flags.category !== undefined && { category: flags.category }),
  }
}
