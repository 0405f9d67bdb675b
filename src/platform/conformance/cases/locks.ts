import assert from 'node:assert/strict'
import type { Entry } from '#platform'
import type { Case } from '../case.ts'
import { present } from '../context.ts'
import { all, can, fact, has, makesFolders } from '../needs.ts'

const needs = all(
  has('write', 'locks'),
  fact((facts) => facts.locks === 'set', 'it lets no locks be set'),
)

const isLocked = ({ traits = [] }: Entry) => traits.includes('checked-out')

export const locks: readonly Case[] = [
  {
    sentence: 'a file that is locked says so, and who holds it, until it is unlocked',
    needs,
    run: async ({ at, write, list, storage }) => {
      await write(at('file'), 'x')
      const { lock, unlock } = present(storage, 'locks')
      await lock(at('file'))
      const entry = await storage.stat(at('file'))
      assert.ok(isLocked(entry) && entry.heldBy !== undefined)
      assert.deepEqual((await list()).map(isLocked), [true])
      await unlock(at('file'))
      const free = await storage.stat(at('file'))
      assert.deepEqual([isLocked(free), free.heldBy, free.heldSince], [false, undefined, undefined])
    },
  },
  {
    sentence: 'locking what the account holds already, and unlocking what nobody holds, change nothing',
    needs,
    run: async ({ at, write, storage }) => {
      await write(at('file'), 'x')
      const { lock, unlock } = present(storage, 'locks')
      await unlock(at('file'))
      await lock(at('file'))
      const { heldBy, heldSince } = await storage.stat(at('file'))
      await lock(at('file'))
      const again = await storage.stat(at('file'))
      assert.deepEqual([again.heldBy, again.heldSince], [heldBy, heldSince])
      await unlock(at('file'))
      assert.ok(!isLocked(await storage.stat(at('file'))))
    },
  },
  {
    sentence: 'locking changes neither content nor etag nor times, and what is locked can be read',
    needs,
    run: async ({ at, write, text, storage }) => {
      const { etag, size, modifiedAt } = await write(at('file'), 'content')
      const { lock, unlock } = present(storage, 'locks')
      for (const act of [lock, unlock]) {
        await act(at('file'))
        const now = await storage.stat(at('file'))
        assert.deepEqual([now.etag, now.size, now.modifiedAt], [etag, size, modifiedAt])
        assert.equal(await text(at('file')), 'content')
      }
    },
  },
  {
    sentence: 'once the account has unlocked its file it can write it again',
    needs,
    run: async ({ at, write, text, storage }) => {
      await write(at('file'), 'old')
      const { lock, unlock } = present(storage, 'locks')
      await lock(at('file'))
      await unlock(at('file'))
      await write(at('file'), 'new')
      assert.equal(await text(at('file')), 'new')
    },
  },
  {
    sentence: 'what somebody else has locked is neither written nor locked nor unlocked, and stays as it is',
    needs: all(needs, can('stranger')),
    run: async ({ at, write, text, refused, storage, ground }) => {
      await write(at('file'), 'content')
      const stranger = await ground.stranger?.()
      try {
        assert.ok(stranger)
        await present(stranger, 'locks').lock(at('file'))
        const { lock, unlock } = present(storage, 'locks')
        await refused(write(at('file'), 'other'), 'locked')
        await refused(lock(at('file')), 'locked')
        await refused(unlock(at('file')), 'locked')
        assert.ok(isLocked(await storage.stat(at('file'))))
        assert.equal(await text(at('file')), 'content')
      } finally {
        await stranger?.close()
      }
    },
  },
  {
    sentence: 'what is not there cannot be locked',
    needs,
    run: async ({ at, refused, storage }) => {
      const { lock, unlock } = present(storage, 'locks')
      await refused(lock(at('missing')), 'not-found')
      await refused(unlock(at('missing')), 'not-found')
    },
  },
  {
    sentence: 'a folder cannot be locked',
    needs: all(needs, makesFolders),
    run: async ({ at, makeFolder, refused, storage }) => {
      await makeFolder(at('folder'))
      await refused(present(storage, 'locks').lock(at('folder')), 'is-a-folder')
    },
  },
]
