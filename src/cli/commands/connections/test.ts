import type { Command } from 'commander'
import type { TestWish } from '#api/contract/connections.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { testAndTell } from '../../test-connection.ts'

interface TestFlags extends Flags {
  readonly write?: string | true
  readonly json?: boolean
}

export function testConnectionCommand(session: Session): Command {
  const command = newCommand(session, 'test')
    .summary('test a connection')
    .description('Tests whether a connection works, and tells why not and what to do.')
    .argument('<connection>', 'its name or id')
    .option(
      '--write [folder]',
      'also write a small file into this space and folder, read it back and delete it (default of the folder: the top of ' +
        'the first space)',
    )
    .option(...jsonFlag)
    .action(
      session.act((connection: string, flags: TestFlags) =>
        testAndTell(clientOf(session, flags), connection, flags, session.terminal, wishOf(flags)),
      ),
    )
  addExamples(command, {
    'gantry connections test Procore': 'Test the connection of that name',
    'gantry connections test Procore --write "Harbour Tower/Drawings"': 'Writing too, in this folder',
  })
  return addSettings(command)
}

function wishOf({ write }: TestFlags): TestWish {
  if (write === undefined) return {}
  return { writes: true, ...(write !== true && { folder: write }) }
}
