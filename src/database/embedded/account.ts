import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { DatabaseError } from '../database-error.ts'

/** The account the server runs as when Gantry itself runs as root, which PostgreSQL refuses to. */
export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

const execute = promisify(execFile)

/** The account to drop to; undefined when Gantry is an ordinary user and the server runs as the same. */
export async function serverAccount(clusterFolder: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  // Whoever the tables belong to stays their owner, also when accounts come and go on the machine.
  const owner = await stat(clusterFolder).catch(() => undefined)
  if (owner && owner.uid !== 0) return { name: `user ${owner.uid}`, uid: owner.uid, gid: owner.gid }
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = await Promise.all([numberOf('-u', name), numberOf('-g', name)])
    if (uid !== undefined && gid !== undefined) return { name, uid, gid }
  }
  throw new DatabaseError(
    'refused',
    'PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody" to run it as. ' +
      'Start Gantry as an ordinary user, or give it a PostgreSQL of your own with DATABASE_URL.',
  )
}

async function numberOf(which: '-u' | '-g', name: string): Promise<number | undefined> {
  try {
    return Number((await execute('id', [which, name])).stdout)
  } catch {
    return undefined
  }
}

/** Whether the account may enter the folder, through all the folders above it. */
export async function isReachableBy(account: Account, folder: string): Promise<boolean> {
  try {
    await execute('/bin/sh', ['-c', 'cd "$0" && ls . > /dev/null', folder], {
      cwd: '/',
      uid: account.uid,
      gid: account.gid,
    })
    return true
  } catch {
    return false
  }
}
