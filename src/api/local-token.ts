import { randomBytes } from 'node:crypto'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { localTokenFile } from './contract/routes.ts'

const tokenBytes = 32

/** The token of commands on this machine: made on the first start, in a file that only its owner can read. */
export async function localToken(dataFolder: string): Promise<string> {
  const file = join(dataFolder, localTokenFile)
  const fresh = randomBytes(tokenBytes).toString('base64url')
  try {
    await writeFile(file, `${fresh}\n`, { mode: 0o600, flag: 'wx' })
    return fresh
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  await chmod(file, 0o600)
  const token = (await readFile(file, 'utf8')).trim()
  if (Buffer.from(token, 'base64url').length >= tokenBytes) return token
  // Cut short by a crash or emptied by hand: whoever holds an old one reads the file again.
  await writeFile(file, `${fresh}\n`, { mode: 0o600 })
  return fresh
}
