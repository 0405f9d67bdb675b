// A PostgreSQL that is not Gantry's own: it can be taken away and given back, and nobody but its test starts it again.
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { serverAccount } from '../../src/database/embedded/account.ts'
import { prepareCluster, refuseUnusableFolder } from '../../src/database/embedded/cluster.ts'
import { findPrograms } from '../../src/database/embedded/programs.ts'
import { ensureDatabase, findPostmaster, startServer } from '../../src/database/embedded/server.ts'

export interface DatabaseServer extends AsyncDisposable {
  readonly url: string
  /** Ends it at once, whoever is connected. */
  stop(): Promise<void>
  start(): Promise<void>
}

export async function startDatabaseServer(): Promise<DatabaseServer> {
  const scratch = await mkdtemp(join(tmpdir(), 'gantry-postgres-'))
  // As root the server runs as another account, which must get through.
  await chmod(scratch, 0o711)
  const folder = join(scratch, 'database')
  const account = await serverAccount(join(folder, 'cluster'))
  await refuseUnusableFolder(folder, account)
  const programs = await findPrograms(folder, account)
  const cluster = await prepareCluster(folder, programs, account)
  const start = () => startServer({ folder, cluster, programs, account })
  const stop = async () => {
    const running = await findPostmaster(cluster)
    if (running) process.kill(running.processId, 'SIGQUIT')
    while (await findPostmaster(cluster)) await wait(50)
  }
  const { postmaster } = await start()
  await ensureDatabase(postmaster)
  return {
    url: `postgres://gantry@/gantry?host=${encodeURIComponent(postmaster.socketFolder)}`,
    stop,
    start: async () => void (await start()),
    async [Symbol.asyncDispose]() {
      await stop()
      await rm(scratch, { recursive: true, force: true })
    },
  }
}
