import assert from 'node:assert/strict'
import {
  describeProblem,
  foldName,
  nameOf,
  problemsOfName,
  problemsOfPath,
  showName,
  type Facts,
  type Name,
} from '#platform'
import type { Case } from '../case.ts'
import type { Context } from '../context.ts'
import { all, fact, has, oneOfAName, writes } from '../needs.ts'

/** Groups of names that are held as they are, or refused where the facts say so. */
const groups: readonly (readonly [what: string, names: readonly Name[]])[] = [
  ['with spaces at either end', [' before', 'after ', ' both ', '  two', ' .txt']],
  ['with spaces around the extension', ['plan .pdf', 'plan. pdf', 'a . b']],
  ['with a slash', ['a/b', '/', 'a/../b']],
  ['with a backslash', ['a\\b', '\\', '..\\up']],
  ['with quotes', ['"double"', "it's", '`tick`', '«guillemets»']],
  [
    'with percent, plus, hash, question mark and ampersand',
    ['100%', '%2F', '%41', 'a+b', 'a b', '#1', 'what?', 'a&b=c', 'a;b'],
  ],
  [
    'with colon, star, bar and angle brackets',
    ['10:30', 'a*', 'a|b', '<draft>', '$(x)', '{a,b}', '[1]', '~user', '-rf'],
  ],
  ['in other scripts and emoji', ['图纸', 'чертёж', 'خطة', 'מגדל', '😀 site.jpg', '👷🏽‍♀️', '𝕏']],
  ['composed and decomposed', ['\u00e9tage', 'e\u0301tage-2', '\u1112\u1161\u11ab']],
  ['with a dot first', ['.hidden', '..two', '...', '.a.b']],
  ['with a dot last', ['dot.', 'dots..', 'a.b.']],
  [
    'reserved elsewhere',
    ['CON', 'nul.txt', 'aux', 'COM1', 'desktop.ini', '.lock', '~$plan.docx', 'Forms', '__proto__', 'constructor'],
  ],
  ['with control characters', ['a\u0001b', 'tab\there', 'line\nbreak', 'bell\u0007', 'delete\u007f']],
  ['with signs that cannot be seen', ['zero\u200bwidth', '\u202eright', 'no\u00a0break', 'line\u2028', '\ufeffmark']],
]

export const names: readonly Case[] = [
  ...groups.map(([what, some]): Case => ({
    sentence: `names ${what} are held as they are, or refused, never changed`,
    needs: writes,
    run: async (context) => {
      for (const name of some) await assertHeldOrRefused(context, name)
      await assertFolders(context, some.slice(0, 2))
    },
  })),
  {
    sentence: 'every forbidden character gives invalid-name, in files, folders and moves, and never another name',
    needs: all(
      writes,
      fact((facts) => facts.forbiddenCharacters !== '', 'it forbids no character'),
    ),
    run: async ({ at, write, names, refused, storage, facts }) => {
      await write(at('from'), 'x')
      for (const character of facts.forbiddenCharacters) {
        for (const name of [`a${character}b`, `${character}a`, `a${character}`]) {
          await refused(write(at(name), 'x'), 'invalid-name')
          if (storage.makeFolder) await refused(storage.makeFolder(at(name)), 'invalid-name')
          if (storage.move) await refused(storage.move(at('from'), at(name)), 'invalid-name')
        }
      }
      assert.deepEqual(await names(), ['from'])
    },
  },
  {
    sentence: 'every reserved name gives invalid-name',
    needs: all(
      writes,
      fact((facts) => facts.reservedNames.length > 0, 'it reserves no names'),
    ),
    run: async ({ at, write, names, refused, facts }) => {
      for (const name of facts.reservedNames.slice(0, 5)) {
        await refused(write(at(name), 'x'), 'invalid-name')
        await refused(write(at(name.toUpperCase()), 'x'), 'invalid-name')
        if (!name.includes('.')) await refused(write(at(`${name}.txt`), 'x'), 'invalid-name')
      }
      assert.deepEqual(await names(), [])
    },
  },
  {
    sentence: 'what can be no name at all is refused',
    needs: writes,
    run: async ({ at, write, names, refused }) => {
      for (const name of ['', '.', '..']) await refused(write(at(name), 'x'), 'invalid-name')
      assert.deepEqual(await names(), [])
    },
  },
  {
    sentence: 'halves of characters are held apart or refused, never merged',
    needs: writes,
    run: async (context) => {
      const halves = ['a\ud800', 'a\udbff', '\udc80', '\udcff', '\udcc3\udca9', 'a\udfffb', 'a\ud800b', 'é']
      const held: Name[] = []
      for (const name of halves) if (await isHeld(context, name)) held.push(name)
      const formed = (some: readonly Name[]) => some.map((name) => name.normalize('NFC')).toSorted()
      assert.deepEqual(formed(await context.names()), formed(held))
      for (const name of held) assert.equal(await context.text(context.at(name)), `content of ${showName(name)}`)
    },
  },
  {
    sentence: 'names of 255 bytes are held, or refused where they are too long',
    needs: writes,
    run: async (context) => {
      for (const name of ['n'.repeat(255), `${'ä'.repeat(127)}x`, `${'图'.repeat(84)}.md`, `${'😀'.repeat(63)}abc`]) {
        await assertHeldOrRefused(context, name)
      }
    },
  },
  {
    sentence: 'the longest name is held, and one sign more refused',
    needs: all(
      writes,
      fact((facts) => facts.maxName !== undefined, 'it knows no longest name'),
    ),
    run: async (context) => {
      const count = context.facts.maxName?.count ?? 0
      await assertHeldOrRefused(context, 'n'.repeat(count))
      await context.refused(context.write(context.at('n'.repeat(count + 1)), 'x'), 'invalid-name')
      if (context.facts.maxName?.unit === 'bytes') await assertHeldOrRefused(context, 'ä'.repeat((count + 2) >> 1))
      for (const name of await context.names()) assert.ok(name.length <= count)
    },
  },
  {
    sentence: 'the longest path is held, and one sign more refused',
    needs: all(
      has('write', 'makeFolder'),
      fact((facts) => facts.maxPath !== undefined, 'it knows no longest path'),
    ),
    run: async ({ at, write, makeFolder, text, names, refused, facts, ground }) => {
      const most = facts.maxPath?.count ?? 0
      const step = Math.min(50, facts.maxName?.count ?? 50)
      const above: Name[] = []
      const used = () => [...ground.folder.path, ...above].join('/').length
      while (most - used() > step + 1) above.push('f'.repeat(Math.min(step, most - used() - 3)))
      const rest = most - used() - 1
      await makeFolder(at(...above))
      await write(at(...above, 'n'.repeat(rest)), 'fits')
      assert.equal(await text(at(...above, 'n'.repeat(rest))), 'fits')
      await refused(write(at(...above, 'n'.repeat(rest + 1)), 'x'), 'invalid-name')
      await refused(makeFolder(at(...above, 'm'.repeat(rest + 1))), 'invalid-name')
      assert.deepEqual(await names(at(...above)), ['n'.repeat(rest)])
    },
  },
  {
    sentence: 'names that differ only in case are two files',
    needs: all(
      writes,
      fact((facts) => facts.caseSensitive, 'it takes A and a for one name'),
    ),
    run: async ({ at, write, text, names }) => {
      for (const name of ['plan.pdf', 'Plan.pdf', 'PLAN.PDF']) await write(at(name), name)
      assert.deepEqual(await names(), ['PLAN.PDF', 'Plan.pdf', 'plan.pdf'])
      for (const name of ['plan.pdf', 'Plan.pdf', 'PLAN.PDF']) assert.equal(await text(at(name)), name)
    },
  },
  {
    sentence: 'names that differ only in case are one file where the platform takes them for one',
    needs: all(
      writes,
      oneOfAName,
      fact((facts) => !facts.caseSensitive, 'A and a are two names'),
    ),
    run: async ({ at, write, text, names, refused }) => {
      await write(at('Plan.pdf'), 'first')
      await refused(write(at('plan.PDF'), 'second', { ifAbsent: true }), 'already-exists')
      await write(at('plan.PDF'), 'second')
      assert.equal((await names()).length, 1)
      assert.equal(await text(at('Plan.pdf')), 'second')
      assert.equal(await text(at('PLAN.pdf')), 'second')
    },
  },
  {
    sentence: 'composed and decomposed forms of a name are two files, or one where the platform has one form',
    needs: all(writes, oneOfAName),
    run: async ({ at, write, text, names, facts }) => {
      await write(at('\u00e9'), 'composed')
      await write(at('e\u0301'), 'decomposed')
      const isOne = facts.unicodeForm !== 'kept'
      assert.equal((await names()).length, isOne ? 1 : 2)
      assert.equal(await text(at('\u00e9')), isOne ? 'decomposed' : 'composed')
      assert.equal(await text(at('e\u0301')), 'decomposed')
    },
  },
]

/** Written and found again under exactly its name, or refused for what the facts say is wrong with it. */
async function assertHeldOrRefused(context: Context, name: Name): Promise<void> {
  const { at, write, text, list, remove, refused, storage, facts } = context
  const problems = [...problemsOfName(name, facts), ...problemsOfPath(at(name).path, facts)]
  const before = await list()
  if (problems.length > 0) {
    const failure = await refused(write(at(name), name), 'invalid-name')
    assert.ok(failure.message.length > 0)
    assert.deepEqual(await list(), before, `“${name}” ${problems.map(describeProblem).join()} and left something`)
    return
  }
  const entry = await write(at(name), name)
  const listed = (await list()).find((other) => isSame(nameOf(other.path), name, facts))
  assert.ok(listed, `“${showName(name)}” is not listed`)
  assert.deepEqual(listed, entry)
  assert.equal(await text(at(name)), name)
  assert.equal((await list()).length, before.length + 1)
  if (!storage.delete) return
  await remove(at(name))
  assert.deepEqual(await list(), before)
}

/** The same rules hold for folders. */
async function assertFolders({ at, list, refused, storage, facts }: Context, some: readonly Name[]): Promise<void> {
  if (!storage.makeFolder || !facts.keepsEmptyFolders) return
  for (const name of some) {
    const path = at('folders', name)
    const problems = [...problemsOfName(name, facts), ...problemsOfPath(path.path, facts)]
    if (problems.length > 0) {
      await refused(storage.makeFolder(path), 'invalid-name')
      continue
    }
    await storage.makeFolder(path)
    const listed = await list(at('folders'))
    assert.ok(
      listed.some((entry) => isSame(nameOf(entry.path), name, facts)),
      `“${showName(name)}” is not listed`,
    )
  }
}

async function isHeld({ at, write, refused, facts }: Context, name: Name): Promise<boolean> {
  const work = write(at(name), `content of ${showName(name)}`)
  if (problemsOfName(name, facts).length > 0) {
    await refused(work, 'invalid-name')
    return false
  }
  // Of the halves, those that stand for no byte may still be refused.
  const isDone = await work.then(
    () => true,
    () => false,
  )
  if (!isDone) await refused(work, 'invalid-name')
  return isDone
}

function isSame(listed: Name, given: Name, facts: Facts): boolean {
  if (facts.unicodeForm === 'kept') return listed === given
  return foldName(listed, { ...facts, caseSensitive: true }) === foldName(given, { ...facts, caseSensitive: true })
}
