import type { Command } from 'commander'
import { itemStates, type ItemView } from '#api/contract/runs.ts'
import { showBytes } from '#toolkit/words.ts'
import { choice } from '../../choice.ts'
import { exitCodes } from '../../exit-codes.ts'
import { printList } from '../../json-list.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { tableOf } from '../../table.ts'
import { harmless, print, styled, widthOf, type Terminal } from '../../terminal.ts'

interface ItemFlags extends Flags {
  readonly state?: ItemView['state']
  readonly reason?: string
}

export function listItemsCommand(session: Session): Command {
  const command = newCommand(session, 'items')
    .summary('list what became of each item of a run')
    .description(
      'Lists the items of a run, each with its state and why. In a pipe: one line an item, with state, reason, kind, bytes, ' +
        'source, destination and sentence, apart by tabs.',
    )
    .argument('<run>', 'its id')
    .addOption(
      choice('--state <state>', `only those in one state: ${itemStates.join(', ')} (default: all)`, itemStates),
    )
    .option('--reason <reason>', 'only those with one reason, such as renamed (default: all)')
    .option(...jsonFlag)
    .action(session.act((id: string, flags: ItemFlags) => listItems(session, id, flags)))
  addExamples(command, {
    'gantry runs items 12 --state flagged': 'What needs a person',
    'gantry runs items 12 --json > items.json': 'Everything, for a program',
  })
  return addSettings(command)
}

async function listItems(session: Session, id: string, { state, reason, ...flags }: ItemFlags) {
  const { terminal } = session
  const pages = clientOf(session, flags).listItems(id, { state, reason })
  if (flags.json) await printList(terminal, 'items', pages, (page) => page.items)
  else for await (const { items } of pages) if (items.length > 0) await print(terminal, textOf(items, terminal))
  return exitCodes.done
}

/** For people a few lines an item, since paths and sentences are long; for programs one. */
function textOf(items: readonly ItemView[], terminal: Terminal): string {
  if (widthOf(terminal) !== undefined) return items.map((item) => linesOf(item, terminal)).join('')
  return tableOf(
    terminal,
    [],
    items.map((item) => [
      item.state,
      item.reason,
      item.kind,
      String(item.size),
      item.source,
      item.destination ?? '',
      item.sentence,
    ]),
  )
}

function linesOf(item: ItemView, terminal: Terminal): string {
  const size = item.kind === 'file' ? `  ${showBytes(item.size)}` : ''
  const isElsewhere = item.destination !== undefined && item.destination !== item.source
  const lines = [
    `${styled('bold', item.state, terminal.output)}  ${item.reason}  ${harmless(item.source)}${item.kind === 'folder' ? '/' : ''}${size}`,
    isElsewhere ? `  as ${harmless(item.destination ?? '')}` : '',
    item.sentence === '' ? '' : `  ${harmless(item.sentence)}`,
  ]
  return lines
    .filter((line) => line !== '')
    .map((line) => `${line}\n`)
    .join('')
}
