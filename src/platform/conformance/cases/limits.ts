import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { isStorageError, showPath, type Content, type Facts } from '#platform'
import type { Case } from '../case.ts'
import { liveBytes } from '../live-bytes.ts'
import { all, can, has, writes } from '../needs.ts'
import { entriesOf } from '../context.ts'

export const limits: readonly Case[] = [
  {
    sentence: 'a reader that takes its time does not make a large file gather in memory',
    needs: writes,
    run: async ({ at, write, storage, facts, isSlow }) => {
      const size = largeSize(facts, isSlow)
      await write(at('large'), zeroes(size))
      const before = liveBytes()
      let came = 0
      let looksAt = 0
      let most = 0
      for await (const chunk of storage.read(at('large'))) {
        came += chunk.length
        if (came < looksAt) continue
        looksAt += size / 4
        // Long enough for a source that does not wait for its reader to run ahead.
        await wait(50)
        most = Math.max(most, liveBytes() - before)
      }
      assert.equal(came, size)
      assert.ok(most < size / 2, `${Math.round(most / 2 ** 20)} MiB of ${size / 2 ** 20} were held at once`)
    },
  },
  {
    sentence: 'a large file is written without gathering in memory',
    needs: writes,
    run: async ({ at, write, facts, isSlow }) => {
      const size = largeSize(facts, isSlow)
      const before = liveBytes()
      let most = 0
      const look = () => void (most = Math.max(most, liveBytes() - before))
      await write(at('large'), zeroes(size, { every: size / 4, look }))
      assert.ok(most < size / 2, `${Math.round(most / 2 ** 20)} MiB of ${size / 2 ** 20} were held at once`)
    },
  },
  {
    sentence: 'a call that is turned away for the rate limit says how long to wait, and then succeeds',
    needs: can('limitRate'),
    run: async ({ folder, storage, ground }) => {
      await ground.limitRate?.()
      const sleep = ground.clock?.sleep ?? (async (ms: number) => await wait(ms))
      for (let call = 0; call < 12; call++) {
        try {
          await storage.stat(folder)
        } catch (error) {
          assert.ok(isStorageError(error, 'rate-limited'), String(error))
          const { advice } = error
          assert.ok(
            advice.do === 'retry-later' && advice.afterMs !== undefined && advice.afterMs > 0,
            'It does not say when.',
          )
          await sleep(advice.afterMs)
          await storage.stat(folder)
        }
      }
    },
  },
  {
    sentence: 'what is left of the call limit is told in whole numbers',
    run: async ({ folder, storage, inapplicable }) => {
      await storage.stat(folder)
      const budget = storage.budget?.() ?? inapplicable('it counts no calls')
      assert.ok(Number.isInteger(budget.limit) && Number.isInteger(budget.left), JSON.stringify(budget))
      assert.ok(budget.left >= 0 && budget.left <= budget.limit, JSON.stringify(budget))
      assert.ok(!Number.isNaN(budget.resetsAt.getTime()))
    },
  },
  {
    sentence: 'an expired token is renewed once by many callers, and all of them succeed',
    needs: can('expireToken'),
    run: async ({ folder, storage, ground, isSlow }) => {
      await storage.stat(folder)
      const renewals = (await ground.expireToken?.()) ?? (() => 0)
      const callers = Array.from({ length: isSlow ? 4 : 12 }, async () => await storage.stat(folder))
      await Promise.all(callers)
      assert.equal(renewals(), 1)
    },
  },
  {
    sentence: 'no failure gives a credential away',
    needs: can('secrets'),
    run: async ({ at, text, list, refused, storage, ground }) => {
      assert.ok((ground.secrets?.() ?? []).every((secret) => secret.length > 5))
      const nowhere = { space: '404404404404', path: ['x'] }
      await refused(storage.stat(at('missing')), 'not-found')
      await refused(text(at('missing')), 'not-found')
      await refused(list(at('missing')), 'not-found')
      await refused(list(nowhere), 'not-found')
      await refused(list(at(), { cursor: 'no such cursor' }), 'cursor-expired')
      await refused(storage.stat(at('missing'), { signal: AbortSignal.abort() }), 'cancelled')
      if (storage.write) await refused(storage.write(at('missing', 'x'), zeroes(1)), 'not-found')
      if (storage.move) await refused(storage.move(at('missing'), at('other')), 'not-found')
    },
  },
  {
    sentence: 'a failure names its verb and its path, and says both in a sentence',
    run: async ({ at, text, list, refused, storage }) => {
      const place = at('missing file.pdf')
      for (const call of [() => storage.stat(place), () => text(place), () => list(place)]) {
        const { verb, path, message } = await refused(call(), 'not-found')
        assert.ok(verb, 'It names no verb.')
        assert.deepEqual(path, place.path)
        assert.ok(
          message.includes('missing file.pdf'),
          `“${message}” does not say what is missing: ${showPath(place.path)}`,
        )
      }
    },
  },
  {
    sentence: 'the space worked in is among the active spaces, each with a name and an id of its own',
    run: async ({ folder, storage }) => {
      const spaces = (await Array.fromAsync(storage.spaces())).flatMap(({ entries }) => entries)
      assert.ok(spaces.some(({ id, isActive }) => id === folder.space && isActive !== false))
      assert.equal(new Set(spaces.map(({ id }) => id)).size, spaces.length)
      assert.equal(new Set(spaces.map(({ name }) => name)).size, spaces.length)
      assert.ok(spaces.every(({ name, kind }) => name !== '' && kind !== ''))
    },
  },
  {
    sentence: 'it says whose account it is',
    needs: has('about'),
    run: async ({ storage }) => {
      const { account = '', usedBytes = 0, freeBytes = 0 } = (await storage.about?.()) ?? {}
      assert.ok(account.length > 0)
      assert.ok(usedBytes >= 0 && freeBytes >= 0)
    },
  },
  {
    sentence: 'facts and verbs agree',
    run: async ({ storage, facts }) => {
      assert.ok(
        facts.pageSize >= 1 && facts.timePrecisionMs > 0 && facts.minFileBytes >= 0 && facts.listsWritesWithinMs >= 0,
      )
      assert.equal(storage.versions !== undefined && !facts.keepsVersions, false, 'It lists versions and keeps none.')
      assert.ok(facts.keepsPermissions || !storage.permissions, 'It lists permissions and keeps none.')
      assert.ok(facts.keepsOwners || !storage.owners, 'It tells owners and keeps none.')
      assert.ok(facts.locks === 'set' || !storage.locks, 'It sets locks and has none.')
      assert.ok(facts.metadata === 'set' || !storage.metadata, 'It sets metadata and has none.')
      const [isNamed, hasPrincipals] = [storage.permissions ?? storage.owners, storage.principals].map(Boolean)
      assert.equal(isNamed, hasPrincipals, 'It is to name the people and groups to whom it gives, and no others.')
      assert.deepEqual(
        facts.reservedNames,
        facts.reservedNames.map((name) => name.toLowerCase()),
      )
      assert.deepEqual(
        facts.restrictedTypes,
        facts.restrictedTypes.map((type) => `.${type.toLowerCase().replace(/^\./, '')}`),
      )
      const { parts } = facts
      assert.ok(!parts || (parts.minBytes <= parts.maxBytes && parts.maxBytes > 0))
    },
  },
  {
    sentence: 'two storages on the same content see each other’s files',
    needs: all(writes, can('reopen')),
    run: async ({ at, write, text, ground, settle }) => {
      await write(at('file'), 'seen by both')
      await settle()
      const other = await ground.reopen?.()
      assert.ok(other)
      try {
        assert.equal((await entriesOf(other.list(at()))).length, 1)
        for await (const chunk of other.read(at('file'))) assert.equal(Buffer.from(chunk).toString(), 'seen by both')
        await other.write?.(at('file 2'), zeroes(3))
        assert.equal((await text(at('file 2'))).length, 3)
      } finally {
        await other.close()
      }
    },
  },
]

/** Much more than any buffer on the way. */
function largeSize({ maxFileBytes = Number.POSITIVE_INFINITY }: Facts, isSlow: boolean): number {
  return Math.min((isSlow ? 24 : 64) * 2 ** 20, maxFileBytes)
}

/** So many bytes, from one small block. */
function zeroes(size: number, watch?: { readonly every: number; readonly look: () => void }): Content {
  return {
    size,
    async *open({ start, end = size } = { start: 0 }) {
      const block = Buffer.alloc(Math.min(256 * 1024, end - start))
      let looksAt = start
      for (let at = start; at < end; at += block.length) {
        if (watch && at >= looksAt) {
          looksAt += watch.every
          watch.look()
        }
        yield block.subarray(0, Math.min(block.length, end - at))
      }
    },
  }
}
