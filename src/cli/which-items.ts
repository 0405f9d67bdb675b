import type { Command } from 'commander'
import type { IgnoreItems } from '#api/contract/flagged.ts'
import type { Flags } from './session.ts'

export interface WhichFlags extends Flags {
  readonly cause?: string
  readonly text?: string
  readonly item?: string
}

/** Adds what says which flagged items of a run are meant. */
export function addWhichItems(command: Command): Command {
  return command
    .argument('<run>', 'its id')
    .option('--cause <cause>', 'only items with one cause, as `gantry runs causes` lists them (default: all)')
    .option('--text <words>', 'only items with these words in their path (default: all)')
    .option('--item <path>', 'only the item with exactly this path at the source (default: all)')
}

export function whichItems(run: string, { cause, text, item }: WhichFlags): IgnoreItems {
  return {
    run,
    ...(cause !== undefined && { reason: cause }),
    ...(text !== undefined && { text }),
    ...(item !== undefined && { source: item }),
  }
}
