import assert from 'node:assert/strict'
import type { Place } from '#platform'
import type { Case } from '../case.ts'
import { present, twoPrincipals, type Context } from '../context.ts'
import { all, fact, has, makesFolders } from '../needs.ts'

const needs = all(
  has('write', 'permissions', 'principals'),
  fact((facts) => facts.keepsPermissions, 'it has no permissions of people and groups'),
)

export const permissions: readonly Case[] = [
  {
    sentence: 'permissions that are set are listed, and setting others replaces them',
    needs,
    run: async (context) => {
      const { at, write, storage } = context
      await write(at('file'), 'x')
      const [one, other] = await twoPrincipals(context)
      const { set } = present(storage, 'permissions')
      await set(at('file'), [{ to: one.id, role: 'read' }])
      assert.deepEqual(await ownOf(context, at('file')), [`${one.id} read`])
      await set(at('file'), [
        { to: one.id, role: 'write' },
        { to: other.id, role: 'manage' },
      ])
      const both = [`${one.id} write`, `${other.id} manage`]
      assert.deepEqual(await ownOf(context, at('file')), both.toSorted())
      await set(at('file'), [])
      assert.deepEqual(await ownOf(context, at('file')), [])
    },
  },
  {
    sentence: 'what lies in a folder inherits its permissions, and says so',
    needs: all(needs, makesFolders),
    run: async (context) => {
      const { at, write, makeFolder, storage } = context
      await makeFolder(at('folder'))
      await write(at('folder', 'file'), 'x')
      const [one, other] = await twoPrincipals(context)
      const { set, list } = present(storage, 'permissions')
      await set(at('folder'), [{ to: one.id, role: 'write' }])
      await set(at('folder', 'file'), [{ to: other.id, role: 'read' }])
      const inherited = (await list(at('folder', 'file'))).filter(({ isInherited }) => isInherited)
      assert.ok(inherited.some(({ to, role }) => to.id === one.id && role === 'write'))
      assert.deepEqual(await ownOf(context, at('folder', 'file')), [`${other.id} read`])
      assert.deepEqual(await ownOf(context, at('folder')), [`${one.id} write`])
    },
  },
  {
    sentence: 'setting permissions changes no content, and a new content keeps them',
    needs,
    run: async (context) => {
      const { at, write, text, storage } = context
      const before = await write(at('file'), 'content')
      const [one] = await twoPrincipals(context)
      await present(storage, 'permissions').set(at('file'), [{ to: one.id, role: 'read' }])
      const after = await storage.stat(at('file'))
      assert.deepEqual([after.etag, after.size, await text(at('file'))], [before.etag, before.size, 'content'])
      await write(at('file'), 'another')
      assert.deepEqual(await ownOf(context, at('file')), [`${one.id} read`])
    },
  },
  {
    sentence: 'permissions for nobody, and of what is not there, are refused and change nothing',
    needs,
    run: async (context) => {
      const { at, write, refused, storage } = context
      await write(at('file'), 'x')
      const [one] = await twoPrincipals(context)
      const { set, list } = present(storage, 'permissions')
      await set(at('file'), [{ to: one.id, role: 'read' }])
      const strangers = [
        { to: one.id, role: 'write' },
        { to: 'nobody at all', role: 'read' },
      ] as const
      await refused(set(at('file'), strangers), 'unsupported')
      assert.deepEqual(await ownOf(context, at('file')), [`${one.id} read`])
      await refused(list(at('missing')), 'not-found')
      await refused(set(at('missing'), []), 'not-found')
    },
  },
]

async function ownOf({ storage }: Context, place: Place): Promise<readonly string[]> {
  const grants = await present(storage, 'permissions').list(place)
  return grants
    .filter(({ isInherited }) => !isInherited)
    .map(({ to, role }) => `${to.id} ${role}`)
    .toSorted()
}
