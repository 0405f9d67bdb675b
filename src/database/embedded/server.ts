import { chown, mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client, escapeIdentifier } from 'pg'
import { clientConfig, type ConnectionSettings } from '../connection-settings.ts'
import type { DatabaseError } from '../database-error.ts'
import type { Account } from './account.ts'
import { firstFault, superuser, unusable, writeServerSettings } from './cluster.ts'
import type { Programs } from './programs.ts'

/** A server process as its own postmaster.pid describes it. */
export interface Postmaster {
  readonly processId: number
  readonly port: number
  readonly socketFolder: string
}

const port = 5432
const longestSocketPath = 103 // sun_path: 108 bytes on Linux, 104 on macOS, one of them the ending zero
const oldestLogBytes = 5 * 1024 * 1024

/** The living server of a cluster; undefined when there is none. */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return ''
    throw unusable(cluster, 'it belongs to another user; start Gantry as that user, or as root', error)
  })
  // Its lines: https://www.postgresql.org/docs/current/storage-file-layout.html and miscadmin.h (LOCK_FILE_LINE_*).
  const [processId, , , usedPort, socketFolder, , , status] = text.split('\n').map((line) => line.trim())
  if (!processId || !socketFolder || !(await isPostgres(Number(processId)))) return undefined
  if (status !== undefined && status !== 'ready' && status !== 'starting') return undefined
  return { processId: Number(processId), port: Number(usedPort) || port, socketFolder }
}

/** Guards against a number that another process has got since: usual in containers, where all numbers are small. */
async function isPostgres(processId: number): Promise<boolean> {
  try {
    process.kill(processId, 0)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false
  }
  if (process.platform !== 'linux') return true
  const [command, state] = await Promise.all([
    readFile(`/proc/${processId}/cmdline`, 'utf8').catch(() => ''),
    readFile(`/proc/${processId}/stat`, 'utf8').catch(() => ''),
  ])
  return command.includes('postgres') && !/\) [ZX] /.test(state)
}

export function connectionTo(postmaster: Postmaster, database = superuser): ConnectionSettings {
  return {
    host: postmaster.socketFolder,
    port: postmaster.port,
    user: superuser,
    database,
    applicationName: `gantry ${process.pid}`,
  }
}

export interface StartOptions {
  readonly folder: string
  readonly cluster: string
  readonly programs: Programs
  readonly account: Account | undefined
  readonly serverSettings?: Readonly<Record<string, string>>
}

/** Starts the server, or adopts the one that outlived its Gantry. */
export async function startServer(options: StartOptions): Promise<{ postmaster: Postmaster; isAdopted: boolean }> {
  const alive = await findPostmaster(options.cluster)
  if (alive && (await answers(connectionTo(alive, 'postgres')))) return { postmaster: alive, isAdopted: true }
  // Of a process that is no server, or that died: the server would take it for a living one and refuse.
  if (!alive) await rm(join(options.cluster, 'postmaster.pid'), { force: true })
  await writeServerSettings(options.cluster, await socketFolderFor(options), options.serverSettings)
  await startPatiently(options)
  const postmaster = await findPostmaster(options.cluster)
  if (!postmaster) throw unusable(options.folder, await faultInLog(options.cluster))
  return { postmaster, isAdopted: false }
}

const mostAttempts = 40

async function startPatiently({ folder, cluster, programs }: StartOptions): Promise<void> {
  const log = join(cluster, 'postgres.log')
  for (let attempts = 1; ; attempts++) {
    const { size } = await stat(log).catch(() => ({ size: 0 }))
    if (size > oldestLogBytes) await rename(log, `${log}.1`)
    const sizeBefore = size > oldestLogBytes ? 0 : size
    // Five minutes: after a crash the server first repeats its log.
    const { code, said } = await programs.run('pg_ctl', ['start', '-w', '-t', '300', '-D', cluster, '-l', log])
    if (code === 0) return
    const logged = (await readFile(log, 'utf8').catch(() => '')).slice(sizeBefore)
    // For a moment after a kill the old server's children still hold its memory and lock.
    const isOldOneDying =
      /shared memory block|lock file "postmaster.pid" already exists|is another post(master|gres)/i.test(logged)
    if (!isOldOneDying || attempts === mostAttempts) throw startFailed(folder, logged || said)
    await wait(250)
  }
}

function startFailed(folder: string, said: string): DatabaseError {
  if (/No space left on device/i.test(said)) return unusable(folder, 'its disk is full; make room there')
  return unusable(folder, `its server does not start (${firstFault(said)})`)
}

async function faultInLog(cluster: string): Promise<string> {
  const log = await readFile(join(cluster, 'postgres.log'), 'utf8').catch(() => '')
  return `its server ended right after its start (${firstFault(log.slice(-4000))})`
}

/** Beside the cluster, where nobody cleans up; in the temporary folder where that path would be too long. */
async function socketFolderFor({ folder, account }: StartOptions): Promise<string> {
  const beside = join(folder, 'socket')
  const isShort = Buffer.byteLength(join(beside, `.s.PGSQL.${port}`)) <= longestSocketPath
  const isPlain = !/["'\\\n]/.test(beside)
  const chosen = isShort && isPlain ? beside : await mkdtemp(join(tmpdir(), 'gantry-'))
  if (Buffer.byteLength(join(chosen, `.s.PGSQL.${port}`)) > longestSocketPath) {
    throw unusable(
      folder,
      `the path of its socket would be longer than ${longestSocketPath} bytes; choose a shorter --data or TMPDIR`,
    )
  }
  await mkdir(chosen, { recursive: true, mode: 0o700 })
  if (account) await chown(chosen, account.uid, account.gid)
  return chosen
}

async function answers(settings: ConnectionSettings): Promise<boolean> {
  for (let attempts = 0; attempts < 20; attempts++) {
    const client = new Client({ ...clientConfig(settings), connectionTimeoutMillis: 5000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.end()
      return true
    } catch (error) {
      const isStarting = error instanceof Error && 'code' in error && error.code === '57P03'
      if (!isStarting) return false
    }
    await wait(250)
  }
  return false
}

/** Makes the database on a server that has none yet. */
export async function ensureDatabase(postmaster: Postmaster): Promise<void> {
  await asAdministrator(postmaster, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [superuser])
    if (rowCount === 0) await client.query(`create database ${escapeIdentifier(superuser)}`)
  })
}

/** How many sessions other processes hold on this server. */
export async function sessionsOfOthers(postmaster: Postmaster): Promise<number> {
  return await asAdministrator(postmaster, async (client) => {
    const { rows } = await client.query<{ others: number }>(
      `select count(*)::int as others from pg_stat_activity
        where backend_type = 'client backend' and pid <> pg_backend_pid() and application_name <> $1`,
      [connectionTo(postmaster).applicationName],
    )
    return rows[0]?.others ?? 0
  })
}

async function asAdministrator<Result>(
  postmaster: Postmaster,
  ask: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client(clientConfig(connectionTo(postmaster, 'postgres')))
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await ask(client)
  } finally {
    await client.end()
  }
}
