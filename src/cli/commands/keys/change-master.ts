import type { Command } from 'commander'
import type { SettingName } from '#config'
import { exitCodes } from '../../exit-codes.ts'
import type { MasterKeyChange } from '../../local-commands.ts'
import { absolute } from '../../locations.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { settingsOf, type Flags, type Session } from '../../session.ts'
import { print, printJson } from '../../terminal.ts'

type ChangeFlags = Flags & { readonly newKey?: string; readonly json?: boolean }

const keySettings: readonly SettingName[] = ['data', 'databaseUrl', 'masterKeyFile']

export function changeMasterKeyCommand(session: Session): Command {
  const command = newCommand(session, 'change-master')
    .summary('change the master key')
    .description(
      'Wraps the data keys with another master key. No secret is sealed anew, and Gantry may run meanwhile. It works on the ' +
        'database itself, so it is typed on a machine of Gantry, with its settings. Without --new-key a new key takes the place of ' +
        'master.key in the data folder; the one before is kept beside it for old backups.',
    )
    .option('--new-key <file>', 'the file of the new key, made when it is missing (default: in place of master.key)')
    .option(...jsonFlag)
    .action(session.act((flags: ChangeFlags) => changeMasterKey(session, flags)))
  addExamples(command, {
    'gantry keys change-master': 'A new one in the data folder',
    'gantry keys change-master --new-key /etc/gantry/master-2.key': 'Where GANTRY_MASTER_KEY_FILE names the key',
  })
  return addSettings(command, keySettings)
}

async function changeMasterKey(session: Session, flags: ChangeFlags) {
  const { terminal, local } = session
  const { settings } = settingsOf(session, flags, keySettings)
  const newFile = flags.newKey === undefined ? undefined : absolute(flags.newKey, terminal.folder)
  const change = await local.changeMasterKey(settings, newFile)
  if (flags.json) await printJson(terminal, change)
  else await print(terminal, newFile === undefined ? inPlaceText(change) : elsewhereText(change))
  return exitCodes.done
}

const wrapped = ({ keys }: MasterKeyChange) => (keys === 1 ? '1 data key is wrapped' : `${keys} data keys are wrapped`)

function inPlaceText(change: MasterKeyChange): string {
  return (
    `${wrapped(change)} with a new master key, in ${change.file}. Keep a copy of it somewhere else, and bring it to the other ` +
    `machines of this Gantry. The old one is in ${change.oldFile}: backups made before need it; remove it when there are none.`
  )
}

function elsewhereText(change: MasterKeyChange): string {
  return (
    `${wrapped(change)} with the master key in ${change.file}. Now let GANTRY_MASTER_KEY_FILE name it on every machine of this ` +
    `Gantry, and start its servers and workers again. Backups made before need the old one, ${change.oldFile}.`
  )
}
