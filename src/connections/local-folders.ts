import { realpathSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { Clock, Log, Network, Path, Place, Platform, Storage } from '#platform'
import { platformCalled } from './add.ts'
import { ConnectionRefused } from './connection.ts'
import { groundAt } from './storages.ts'

/** Stands for a connection in locations that are paths on this machine; the path is the space. */
export const disk = 'disk'

/** Why a folder is opened: it must be there, is made when missing, or is only asked what it would be. */
export type Purpose = 'reading' | 'run' | 'simulation'

export interface OpenFolder {
  readonly storage: Storage
  readonly title: string
  /** Where the folder is: below the storage's root where it is missing still. */
  readonly at: Place
}

export interface LocalFolders {
  open(path: string, purpose: Purpose): Promise<OpenFolder>
  close(): Promise<void>
}

interface Means {
  readonly platforms: readonly Platform[]
  readonly clock: Clock
  readonly log: Log
  readonly network: Network
  /** Throws for a folder of this machine that must not be used. */
  readonly guardFolder: (folder: string) => void
}

// Whoever opens a folder again after it pays for a look at the disk, no more.
const remembersForMs = 10 * 60_000

interface Held {
  readonly ground: string
  readonly storage: Promise<Storage>
  readonly askedAt: number
}

/**
 * Folders of this machine, each opened once as the root of a storage of its own. One that nobody asked for in a while is let
 * go: it stays open for those who still work with it, and goes with the last of them.
 */
export function openLocalFolders(means: Means): LocalFolders {
  const { clock } = means
  const platform = platformCalled(means.platforms, 'filesystem')
  const held = new Map<string, Held>()
  const letGo = new Set<WeakRef<Storage>>()

  const openAt = (root: string): Promise<Storage> =>
    platform.open({ way: 'folder', settings: { root } }, { ...means, pacer: unpaced, credential: noCredential })

  const release = (root: string, { storage }: Held): void => {
    held.delete(root)
    storage.then(
      (opened) => letGo.add(new WeakRef(opened)),
      () => undefined,
    )
  }

  const forgetUnasked = (): void => {
    for (const [root, one] of held) if (one.askedAt <= clock.now() - remembersForMs) release(root, one)
    for (const one of letGo) if (!one.deref()) letGo.delete(one)
  }

  const hold = async (root: string): Promise<Storage> => {
    forgetUnasked()
    const ground = groundAt(root)
    const before = held.get(root)
    // Where another folder lies now, who works with the old one hears of it from the old one.
    if (before && before.ground !== ground) release(root, before)
    const storage = before?.ground === ground ? before.storage : openAt(root)
    held.set(root, { ground, storage, askedAt: clock.now() })
    storage.catch(() => held.delete(root))
    return storage
  }

  const opened = async (storage: Storage, path: Path): Promise<OpenFolder> => ({
    storage,
    title: platform.manifest.title,
    at: { space: await onlySpace(storage), path },
  })

  return {
    async open(path, purpose) {
      means.guardFolder(path)
      if (purpose === 'reading') return opened(await hold(path), [])
      const { there, missing } = nearestFolder(path)
      if (purpose === 'simulation') return opened(await hold(there), missing)
      if (missing.length > 0) await make(await openAt(there), missing)
      return opened(await hold(path), [])
    },
    async close() {
      const opening = [...held.values()].map(({ storage }) => storage.catch(() => undefined))
      const all = [...(await Promise.all(opening)), ...[...letGo].map((one) => one.deref())]
      held.clear()
      letGo.clear()
      await Promise.all(all.map(async (storage) => storage?.close()))
    },
  }
}

async function make(storage: Storage, path: Path): Promise<void> {
  try {
    await storage.makeFolder?.({ space: await onlySpace(storage), path })
  } finally {
    await storage.close()
  }
}

async function onlySpace(storage: Storage): Promise<string> {
  for await (const { entries } of storage.spaces()) for (const { id } of entries) return id
  throw new Error('A disk has one space, its root folder.')
}

/** The path without `.`, `..` and links, as far as it is there. */
export function resolved(text: string): string {
  if (text.includes('\0')) throw new ConnectionRefused('invalid', 'A path cannot hold a NUL character.')
  const path = resolve(text)
  const { there, missing } = nearestFolder(path)
  return join(realpathSync(there), ...missing)
}

/** The deepest folder on the way to `path` that is there. */
function nearestFolder(path: string): { readonly there: string; readonly missing: Path } {
  let there = path
  while (!isThere(there) && there !== dirname(there)) there = dirname(there)
  const missing = relative(there, path)
  return { there, missing: missing === '' ? [] : missing.split(sep) }
}

function isThere(path: string): boolean {
  try {
    statSync(path)
    return true
  } catch (error) {
    // What may not be looked at is there for all we know; opening it tells why not.
    return !(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
  }
}

const unpaced = { take: async () => undefined, learn: () => undefined, left: () => undefined, done: () => undefined }
const noCredential = { read: async () => ({}), renew: async () => ({}) }
