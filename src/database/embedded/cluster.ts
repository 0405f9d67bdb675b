import { randomUUID } from 'node:crypto'
import { appendFile, chmod, chown, mkdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DatabaseError } from '../database-error.ts'
import { isReachableBy, type Account } from './account.ts'
import type { Programs } from './programs.ts'

/** The account in the database, and the database's name; the socket's folder is the door, so there is no password. */
export const superuser = 'gantry'

// A new cluster is 40 MB and its first log segments 32 MB; below this it would fill the disk within its first minutes.
const leastBytesFree = 200 * 1024 * 1024

const settingsFile = 'gantry.conf'

/**
 * For a database beside an application on a small machine: little memory, few connections, nothing given up in safety
 * (fsync, synchronous_commit and full_page_writes stay on). This build of PostgreSQL has no lz4, hence pglz.
 */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '60',
  superuser_reserved_connections: '3',
  shared_buffers: '64MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  effective_cache_size: '512MB',
  wal_compression: 'pglz',
  min_wal_size: '80MB',
  max_wal_size: '1GB',
  checkpoint_timeout: '15min',
  // One machine, one reader: replication would only make the log larger.
  wal_level: 'minimal',
  max_wal_senders: '0',
  // The asynchronous workers of PostgreSQL 18 are three more processes and gain nothing on cached tables.
  io_method: 'sync',
  jit: 'off',
  random_page_cost: '1.1',
  autovacuum_naptime: '20s',
  idle_in_transaction_session_timeout: '10min',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  // Statements carry file names; the server's log has no need of them.
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
}

/** The folder's file system has room and lets itself be written; told in a sentence otherwise. */
export async function refuseUnusableFolder(folder: string, account: Account | undefined): Promise<void> {
  try {
    await makeFolder(folder, account)
    const probe = join(folder, `.probe-${randomUUID()}`)
    await writeFile(probe, 'x'.repeat(4096))
    await rm(probe)
  } catch (error) {
    throw unusable(folder, writingFailed(error), error)
  }
  if (account && !(await isReachableBy(account, folder))) {
    throw unusable(
      folder,
      `the database server runs as ${account.name}, because PostgreSQL does not run as root, and cannot enter it. ` +
        `Allow entering each folder on the way (chmod o+x), or choose another folder with --data`,
    )
  }
}

/** Folders that Gantry itself makes for another account's server must let that account pass, whatever the umask. */
async function makeFolder(folder: string, account: Account | undefined): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o755 })
  if (!account || first === undefined) return
  for (let made = folder; made.length >= first.length; made = dirname(made)) await chmod(made, 0o755)
}

function writingFailed(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'its disk is full; make room, or choose another with --data'
  if (code === 'EROFS') return 'its file system is read-only; choose another with --data'
  if (code === 'EACCES' || code === 'EPERM') {
    return 'it is not yours to write; choose another with --data, or give it to the user that runs Gantry'
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'a part of its path is a file; choose another with --data'
  return error instanceof Error ? error.message : String(error)
}

export function unusable(folder: string, reason: string, cause?: unknown): DatabaseError {
  return new DatabaseError('unusable-folder', `Gantry cannot keep its database in ${folder}: ${reason}.`, cause)
}

/** Makes the cluster once, in one step that a crash leaves either done or not begun, and refuses one of another age. */
export async function prepareCluster(folder: string, programs: Programs, account?: Account): Promise<string> {
  const cluster = join(folder, 'cluster')
  const major = await majorOf(cluster, folder)
  if (major === undefined) await createCluster(folder, cluster, programs, account)
  else if (major !== programs.major) throw unusable(folder, otherAge(major, programs.major))
  return cluster
}

async function majorOf(cluster: string, folder: string): Promise<number | undefined> {
  try {
    return Number.parseInt(await readFile(join(cluster, 'PG_VERSION'), 'utf8'), 10)
  } catch (error) {
    const exists = await stat(cluster).then(
      () => true,
      (failure: unknown) => !(failure instanceof Error && 'code' in failure && failure.code === 'ENOENT'),
    )
    if (!exists) return undefined
    const isForbidden = error instanceof Error && 'code' in error && error.code === 'EACCES'
    throw unusable(
      folder,
      isForbidden
        ? 'it belongs to another user; start Gantry as that user, or as root'
        : `${cluster} is there but is no database (it has no PG_VERSION); move it away, or choose another folder with --data`,
      error,
    )
  }
}

function otherAge(major: number, ours: number): string {
  return major > ours
    ? `it was written by PostgreSQL ${major}, and this Gantry brings ${ours}. Start the newer Gantry`
    : `it was written by PostgreSQL ${major}, and this Gantry brings ${ours}, which cannot read it. Start the version ` +
        `that wrote it, or move the tables to a PostgreSQL of your own and name it in DATABASE_URL`
}

async function createCluster(folder: string, cluster: string, programs: Programs, account?: Account): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize < leastBytesFree) {
    const free = Math.floor((bavail * bsize) / 1024 / 1024)
    throw unusable(
      folder,
      `its disk has ${free} MB left, and a new database needs 200 MB; make room, or choose another with --data`,
    )
  }
  const unfinished = join(folder, 'cluster.unfinished')
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { mode: 0o700 })
  if (account) await chown(unfinished, account.uid, account.gid)
  // The built-in provider sorts the same on every machine; the bundled ICU and the system's libc do not.
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const door = ['-U', superuser, '--auth=trust']
  const { code, said } = await programs.run('initdb', ['-D', unfinished, '--no-instructions', ...door, ...locale])
  if (code !== 0) throw unusable(folder, firstFault(said))
  await appendFile(join(unfinished, 'postgresql.conf'), `\ninclude_if_exists '${settingsFile}'\n`)
  await rename(unfinished, cluster)
}

/** Writes the server's settings afresh, so that a new version's better ones reach old clusters. */
export async function writeServerSettings(
  cluster: string,
  socketFolder: string,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const all = { ...settings, unix_socket_directories: `"${socketFolder}"`, ...more }
  const lines = Object.entries(all).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`)
  const file = join(cluster, settingsFile)
  await writeFile(file, `# Written by Gantry at each start.\n${lines.join('\n')}\n`)
  // The server may run as another account than the one that writes; the folder around it is closed to all others.
  await chmod(file, 0o644)
}

/** The line that says what is wrong, out of all that a PostgreSQL program printed. */
export function firstFault(said: string): string {
  const lines = said.split('\n').map((line) => line.trim())
  const fault = lines.find((line) => /\b(PANIC|FATAL|error|could not)\b/.test(line)) ?? lines.at(-1) ?? ''
  return fault.replace(/^.*?\b(?:PANIC|FATAL|ERROR|error):\s+/, '').replace(/\.$/, '') || 'no reason was given'
}
