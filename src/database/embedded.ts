import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { ConnectionSettings } from './connection-settings.ts'
import { serverAccount, type Account } from './embedded/account.ts'
import { prepareCluster, refuseUnusableFolder } from './embedded/cluster.ts'
import { ownFolder, ownerOf, type Ownership } from './embedded/owner.ts'
import { findPrograms, type Programs } from './embedded/programs.ts'
import {
  connectionTo,
  ensureDatabase,
  findPostmaster,
  sessionsOfOthers,
  startServer,
  type Postmaster,
} from './embedded/server.ts'
import type { Log } from './log.ts'

/** A PostgreSQL of Gantry's own. */
export interface Embedded {
  readonly settings: ConnectionSettings
  /** Whether the server was running already, left by a Gantry that was killed. */
  readonly isAdopted: boolean
  readonly processId: number
  /** Leaves the server, after closing one's own connections; the last to leave stops it. */
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** Where the tables live; made when missing. */
  readonly folder: string
  readonly log: Log
  /** For tests, which give up safety for speed. */
  readonly serverSettings?: Readonly<Record<string, string>>
}

/** Starts the database of a data folder and owns it until `stop`: a second Gantry on the folder is refused. */
export async function startEmbedded({ folder, log, serverSettings = {} }: EmbeddedOptions): Promise<Embedded> {
  const account = await serverAccount(join(folder, 'cluster'))
  await refuseUnusableFolder(folder, account)
  const ownership = await ownFolder(folder)
  try {
    const programs = await findPrograms(folder, account)
    const cluster = await prepareCluster(folder, programs, account)
    const start = { folder, cluster, programs, account, serverSettings }
    const { postmaster, isAdopted } = await startServer(start)
    await ensureDatabase(postmaster)
    log.info({ folder, process: postmaster.processId, isAdopted }, 'database-started')
    const watch = watchOver(cluster, postmaster, log, () => startServer(start))
    return {
      settings: connectionTo(postmaster),
      isAdopted,
      get processId() {
        return watch.postmaster().processId
      },
      stop: async () => {
        await watch.end()
        await stopUnlessUsed({ folder, cluster, programs, log })
        await ownership.release()
      },
    }
  } catch (error) {
    await ownership.release()
    throw error
  }
}

/** Joins the running database of a data folder, as a worker or a command does; undefined when none runs. */
export async function findEmbedded(folder: string, log: Log): Promise<Embedded | undefined> {
  const cluster = join(folder, 'cluster')
  const postmaster = await findPostmaster(cluster)
  if (!postmaster) return undefined
  return {
    settings: connectionTo(postmaster),
    isAdopted: true,
    processId: postmaster.processId,
    stop: async () => {
      const ownership = await ownIfFree(folder)
      if (!ownership) return
      const account: Account | undefined = await serverAccount(cluster)
      await stopUnlessUsed({ folder, cluster, programs: await findPrograms(folder, account), log })
      await ownership.release()
    },
  }
}

async function ownIfFree(folder: string): Promise<Ownership | undefined> {
  const isGone = await stat(folder).then(
    () => false,
    () => true,
  )
  if (isGone || (await ownerOf(folder)) !== undefined) return undefined
  return await ownFolder(folder).catch(() => undefined)
}

interface Stop {
  readonly folder: string
  readonly cluster: string
  readonly programs: Programs
  readonly log: Log
}

async function stopUnlessUsed({ folder, cluster, programs, log }: Stop): Promise<void> {
  const postmaster = await findPostmaster(cluster)
  if (!postmaster) return
  const others = await sessionsThatStay(postmaster)
  if (others > 0) {
    log.info({ folder, sessions: others }, 'database-left-to-others')
    return
  }
  const { code, said } = await programs.run('pg_ctl', ['stop', '-m', 'fast', '-w', '-t', '60', '-D', cluster])
  if (code !== 0 && (await findPostmaster(cluster))) log.warn({ folder, said }, 'database-not-stopped')
  else log.info({ folder }, 'database-stopped')
  const isBeside = postmaster.socketFolder.startsWith(folder)
  if (!isBeside) await rm(postmaster.socketFolder, { recursive: true, force: true })
}

/** The server takes a moment to notice that a process ended, so sessions count only when they last. */
async function sessionsThatStay(postmaster: Postmaster): Promise<number> {
  for (let looks = 1; ; looks++) {
    // A server that does not answer is used by nobody.
    const others = await sessionsOfOthers(postmaster).catch(() => 0)
    if (others === 0 || looks === 5) return others
    await wait(100)
  }
}

const watchIntervalMs = 1000

/** Starts the server again when it ends without being told to, for example for lack of memory. */
function watchOver(
  cluster: string,
  first: Postmaster,
  log: Log,
  restart: () => Promise<{ readonly postmaster: Postmaster }>,
) {
  let current = first
  const ending = new AbortController()
  const watching = (async () => {
    for (;;) {
      await wait(watchIntervalMs, undefined, { signal: ending.signal, ref: false })
      if (await findPostmaster(cluster)) continue
      log.error({ cluster, process: current.processId }, 'database-died')
      try {
        current = (await restart()).postmaster
        log.info({ cluster, process: current.processId }, 'database-restarted')
      } catch (error) {
        log.error({ cluster, error }, 'database-restart-failed')
      }
    }
  })().catch(() => undefined)
  return {
    postmaster: () => current,
    end: async () => {
      ending.abort()
      await watching
    },
  }
}
