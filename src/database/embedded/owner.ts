import { randomUUID } from 'node:crypto'
import { link, open, rename, rm, unlink, type FileHandle } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { DatabaseError } from '../database-error.ts'

/**
 * Who owns a data folder is who listens on its `owner.sock`. Unlike a file with a process id in it this cannot be
 * stale: the listening ends with the process however that ends, and it holds between containers that share the folder
 * and all believe to be process 1.
 */
export interface Ownership {
  release(): Promise<void>
}

const socketName = 'owner.sock'

/** Takes the folder, or fails with a sentence that says who has it. */
export async function ownFolder(folder: string): Promise<Ownership> {
  const handle = await open(folder, 'r')
  try {
    const own = `owner-${randomUUID()}.sock`
    const server = await announce(addressOf(folder, own, handle))
    try {
      await takeName(folder, own, handle)
    } catch (error) {
      server.close()
      throw error
    } finally {
      await rm(join(folder, own), { force: true })
    }
    return {
      release: async () => {
        await rm(join(folder, socketName), { force: true })
        await new Promise((resolve) => server.close(resolve))
        await handle.close()
      },
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** What the folder's owner says of itself; undefined when nobody owns it. */
export async function ownerOf(folder: string): Promise<string | undefined> {
  const handle = await open(folder, 'r')
  try {
    return await ask(addressOf(folder, socketName, handle))
  } finally {
    await handle.close()
  }
}

/** A socket's address may have 107 bytes (sockaddr_un); Linux lets the open folder stand for its long path. */
function addressOf(folder: string, name: string, handle: FileHandle): string {
  return process.platform === 'linux' ? `/proc/self/fd/${handle.fd}/${name}` : join(folder, name)
}

async function announce(address: string): Promise<Server> {
  const since = new Date().toISOString()
  const server = createServer((caller) => {
    caller.on('error', () => undefined)
    caller.end(`process ${process.pid} on ${hostname()}, since ${since}`)
  })
  server.unref()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(address, resolve)
  })
  return server
}

/** Gives our socket the name that counts. A name can be linked only once, so of two at the same moment one wins. */
async function takeName(folder: string, own: string, handle: FileHandle): Promise<void> {
  const name = join(folder, socketName)
  for (let attempts = 0; attempts < 3; attempts++) {
    try {
      await link(join(folder, own), name)
      return
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    const owner = await ask(addressOf(folder, socketName, handle))
    if (owner !== undefined) throw heldBy(folder, owner)
    await clearAway(folder, handle)
  }
  throw heldBy(folder, 'a process that is just starting')
}

/** Removes a dead owner's socket, and puts it back should another have come to life between the look and the hand. */
async function clearAway(folder: string, handle: FileHandle): Promise<void> {
  const aside = `stale-${randomUUID()}.sock`
  await rename(join(folder, socketName), join(folder, aside)).catch(() => undefined)
  const owner = await ask(addressOf(folder, aside, handle))
  if (owner !== undefined) await link(join(folder, aside), join(folder, socketName)).catch(() => undefined)
  await unlink(join(folder, aside)).catch(() => undefined)
}

const answerTimeoutMs = 2000

async function ask(address: string): Promise<string | undefined> {
  return await new Promise((resolve) => {
    let said = ''
    const socket = connect(address)
    socket.setEncoding('utf8')
    socket.setTimeout(answerTimeoutMs, () => socket.destroy())
    socket.on('connect', () => (said = 'a process that does not answer'))
    socket.once('data', (text) => (said = String(text)))
    socket.on('error', (error) => {
      // Another user's owner does not let us in, but it is there.
      if ('code' in error && error.code === 'EACCES') said = "another user's process"
    })
    socket.on('close', () => resolve(said === '' ? undefined : said))
  })
}

function heldBy(folder: string, owner: string): DatabaseError {
  return new DatabaseError(
    'unusable-folder',
    `Another Gantry already uses the data folder ${folder} (${owner}). Stop it first, or give this one another ` +
      `folder with --data. To add a worker to it, start "gantry work".`,
  )
}
