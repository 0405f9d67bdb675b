import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { isStorageError } from '#platform'
import type { Case } from '../case.ts'
import type { Context } from '../context.ts'
import { brokenContent, bytesOf } from '../content.ts'
import { all, fact, has, makesFolders, writes } from '../needs.ts'
import { fill } from './listing.ts'

// The contract says one second; a machine under load may take longer to notice.
const patienceMs = 5000

export const stopping: readonly Case[] = [
  {
    sentence: 'every verb that is called with a signal already given is cancelled and changes nothing',
    needs: writes,
    run: async (context) => {
      const { at, write, refused, list } = context
      const file = await write(at('file'), 'stays')
      const before = await list()
      for (const [verb, call] of Object.entries(callsWith(context, AbortSignal.abort()))) {
        await refused(call(file), 'cancelled').catch((error: unknown) => assert.fail(`${verb}: ${String(error)}`))
      }
      assert.deepEqual(await list(), before)
    },
  },
  {
    sentence: 'a write that is given up half-way stops within a second and leaves nothing',
    needs: writes,
    run: async (context) => {
      const { at, write, names, absent, refused } = context
      const stop = new AbortController()
      const content = brokenContent(bytesOf(300_000), async () => {
        stop.abort()
        await new Promise(() => {})
      })
      await refused(soon(write(at('file'), content, { signal: stop.signal })), 'cancelled')
      await absent(at('file'))
      assert.deepEqual(await names(), [])
    },
  },
  {
    sentence: 'an overwrite that is given up half-way leaves the old content whole',
    needs: all(
      writes,
      fact((facts) => facts.atomicReplace, 'it overwrites in place'),
    ),
    run: async ({ at, write, text, refused, storage }) => {
      const before = await write(at('file'), 'the old content')
      const stop = new AbortController()
      const content = brokenContent(bytesOf(300_000), async () => {
        stop.abort()
        await new Promise(() => {})
      })
      await refused(soon(write(at('file'), content, { signal: stop.signal })), 'cancelled')
      assert.equal(await text(at('file')), 'the old content')
      assert.deepEqual(await storage.stat(at('file')), before)
    },
  },
  {
    sentence: 'a reading that is given up half-way stops within a second',
    needs: writes,
    run: async ({ at, write, storage, refused }) => {
      await write(at('file'), bytesOf(3_000_000))
      const stop = new AbortController()
      const chunks = storage.read(at('file'), { signal: stop.signal })[Symbol.asyncIterator]()
      assert.ok(!(await chunks.next()).done)
      stop.abort()
      const rest = async () => {
        while (!(await chunks.next()).done);
      }
      await refused(soon(rest()), 'cancelled')
    },
  },
  {
    sentence: 'a listing that is given up between two pages stops within a second',
    needs: writes,
    run: async (context) => {
      const { storage, folder, refused, settle } = context
      await fill(context, 5)
      await settle()
      for (const list of [storage.list, storage.listDeep]) {
        if (!list) continue
        const stop = new AbortController()
        const pages = list(folder, { pageSize: 2, signal: stop.signal })[Symbol.asyncIterator]()
        assert.ok(!(await pages.next()).done)
        stop.abort()
        await refused(soon(pages.next()), 'cancelled')
      }
    },
  },
  {
    sentence: 'a signal that is given afterwards disturbs nothing',
    needs: makesFolders,
    run: async ({ at, write, makeFolder, text, storage }) => {
      const stop = new AbortController()
      const { signal } = stop
      await write(at('file'), 'whole', { signal })
      await storage.makeFolder?.(at('folder'), { signal })
      await storage.stat(at('file'), { signal })
      stop.abort()
      await new Promise((resolve) => setImmediate(resolve))
      assert.equal(await text(at('file')), 'whole')
      await makeFolder(at('folder'))
    },
  },
  {
    sentence: 'what a given-up write left behind can be removed by its intent, and nothing else goes',
    needs: writes,
    run: async ({ at, write, text, names, refused, storage, inapplicable }) => {
      const abandon = storage.write?.abandon ?? inapplicable('an interrupted write leaves nothing behind')
      await write(at('finished'), 'stays', { intent: 'the finished one' })
      const stop = new AbortController()
      const content = brokenContent(bytesOf(300_000), async () => {
        stop.abort()
        await new Promise(() => {})
      })
      await refused(write(at('file'), content, { intent: 'the given-up one', signal: stop.signal }), 'cancelled')
      await abandon(at('file'), 'the given-up one')
      await abandon(at('file'), 'the given-up one')
      await abandon(at('finished'), 'the finished one')
      await abandon(at('missing', 'file'), 'never begun')
      assert.deepEqual(await names(), ['finished'])
      assert.equal(await text(at('finished')), 'stays')
    },
  },
  {
    sentence: 'a write whose beginnings another attempt removes is whole, or fails for now only',
    needs: writes,
    run: async ({ at, write, bytes, names, storage, inapplicable }) => {
      const abandon = storage.write?.abandon ?? inapplicable('an interrupted write leaves nothing behind')
      const whole = bytesOf(300_000)
      const content = brokenContent(whole, () => abandon(at('file'), 'both'))
      try {
        await write(at('file'), content, { intent: 'both', ifAbsent: true })
      } catch (error) {
        assert.ok(isStorageError(error) && error.advice.do === 'retry-later', String(error))
        assert.deepEqual(await names(), [])
        await write(at('file'), whole, { intent: 'both', ifAbsent: true })
      }
      assert.deepEqual(await bytes(at('file')), whole)
      assert.deepEqual(await names(), ['file'])
    },
  },
  {
    sentence: 'a second attempt under the same intent writes the file',
    needs: has('write'),
    run: async ({ at, write, text, names, refused }) => {
      const broken = brokenContent(bytesOf(1000), async () => await Promise.reject(new Error('broken source')))
      await refused(write(at('file'), broken, { intent: 'one intent', ifAbsent: true }))
      await write(at('file'), 'at last', { intent: 'one intent', ifAbsent: true })
      assert.equal(await text(at('file')), 'at last')
      assert.deepEqual(await names(), ['file'])
    },
  },
]

/** One call of each verb that the storage has. */
function callsWith({ storage, folder, at, write, text }: Context, signal: AbortSignal) {
  const options = { signal }
  const {
    delete: remove,
    makeFolder,
    move,
    listDeep,
    versions,
    permissions,
    owners,
    principals,
    locks,
    metadata,
    about,
  } = storage
  return {
    list: async () => await Array.fromAsync(storage.list(folder, options)),
    spaces: async () => await Array.fromAsync(storage.spaces(options)),
    stat: async (file) => await storage.stat(file, options),
    read: async (file) => await text(file, options),
    write: async () => await write(at('new'), 'x', options),
    overwrite: async (file) => await write(file, 'x', options),
    ...(makeFolder && { makeFolder: async () => await makeFolder(at('folder'), options) }),
    ...(remove && { delete: async (file) => await remove(file, options) }),
    ...(move && { move: async (file) => await move(file, at('moved'), options) }),
    ...(listDeep && { listDeep: async () => await Array.fromAsync(listDeep(folder, options)) }),
    ...(versions && { versions: async (file) => await versions(file, options) }),
    ...(permissions && {
      listPermissions: async (file) => await permissions.list(file, options),
      setPermissions: async (file) => await permissions.set(file, [], options),
    }),
    ...(owners && {
      owner: async (file) => await owners.of(file, options),
      setOwner: async (file) => await owners.set(file, 'nobody', options),
    }),
    ...(principals && { principals: async () => await Array.fromAsync(principals(options)) }),
    ...(locks && {
      lock: async (file) => await locks.lock(file, options),
      unlock: async (file) => await locks.unlock(file, options),
    }),
    ...(metadata && { setMetadata: async (file) => await metadata.set(file, {}, options) }),
    ...(about && { about: async () => await about(options) }),
  } satisfies Record<string, (file: Awaited<ReturnType<typeof write>>) => Promise<unknown>>
}

async function soon<T>(work: Promise<T>): Promise<T> {
  const late = new AbortController()
  const tooLate = async () => {
    await wait(patienceMs, undefined, { signal: late.signal })
    return assert.fail(`It did not stop within ${patienceMs} ms.`)
  }
  try {
    return await Promise.race([work, tooLate()])
  } finally {
    late.abort()
  }
}
