import type { Settings } from '#config'
import { changeMasterKey, type MasterKeyChange } from '#connections/change-master-key.ts'
import { masterKeyFile, readKey } from '#connections/master-key.ts'
import { openLog } from '../log.ts'
import { isCrossed, prepareDataFolder } from './data-folder.ts'
import { startDatabase } from './open-database.ts'
import { StartError } from './start-error.ts'

/** Changes the master key of an installation, whether or not it runs meanwhile. `newFile` is made when it is missing. */
export async function changeMasterKeyOf(settings: Settings, newFile: string | undefined): Promise<MasterKeyChange> {
  const { masterKeyFile: named, data } = settings
  if (named !== undefined && newFile === undefined) {
    throw new StartError(
      `The master key is in ${named}, which a setting names, so Gantry does not replace it. ` +
        'Name the file of the new one with --new-key, then let the setting name that file.',
    )
  }
  const file = masterKeyFile(data, named)
  // Where there is none, this is not the data folder of a Gantry, and none is to be made of it.
  readKey(file)
  const log = openLog({ logLevel: 'silent', logFormat: 'json' })
  await using stack = new AsyncDisposableStack()
  const folder = await prepareDataFolder(data, { isCrossed: isCrossed(settings) })
  const { transaction } = await startDatabase(stack, { role: 'command', settings, folder, log })
  return await changeMasterKey({ transaction, file, newFile })
}
