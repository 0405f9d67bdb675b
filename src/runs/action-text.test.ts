import { fc, test } from '@fast-check/vitest'
import { expect, test as plainTest } from 'vitest'
import type { Action, Copy } from '#engine/action.ts'
import type { Entry, Path } from '#platform'
import { actionsFromText, actionsToText } from './action-text.ts'

const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }).filter((one) => one !== '.' && one !== '..')
const folder = fc.constantFrom<Path>([], ['Area 1'], ['Area 1', 'Drawings'], ['\ud800'])
const date = fc.date({ noInvalidDate: true })

function entry(path: Path): fc.Arbitrary<Entry> {
  return fc.record(
    {
      space: fc.constantFrom('s', 't'),
      path: fc.constant(path),
      kind: fc.constantFrom('file' as const),
      size: fc.nat(),
      modifiedAt: date,
      createdAt: date,
      heldBy: fc.string(),
      heldSince: date,
      etag: fc.string(),
      id: fc.string(),
      parentId: fc.constantFrom('1', '2'),
      version: fc.string(),
      hashes: fc.constant({ sha256: 'ab' }),
    },
    { requiredKeys: ['space', 'path', 'kind'] },
  )
}

const copy: fc.Arbitrary<Copy> = fc
  .tuple(folder, name, fc.option(name, { nil: undefined }), fc.boolean())
  .chain(([above, own, other, isElsewhere]) => {
    const there = other ?? own
    return fc.record(
      {
        do: fc.constant('copy' as const),
        kind: fc.constant('file' as const),
        source: fc.constant([...above, own]),
        destination: fc.constant(isElsewhere ? ['x', there] : [...above, there]),
        size: fc.nat(),
        reason: fc.constantFrom('copied' as const, 'updated' as const),
        sentence: fc.constantFrom('', 'Why.'),
        isRevised: fc.boolean(),
        from: entry(['top', ...above, own]),
        to: fc.record(
          {
            space: fc.constant('d'),
            path: fc.constant(['there', ...above, there]),
            id: fc.string(),
            parentId: fc.string(),
          },
          { requiredKeys: ['space', 'path'] },
        ),
        replaces: fc.record({ etag: fc.string(), size: fc.nat() }),
        wasAgreed: fc.constant(true as const),
      },
      {
        requiredKeys: ['do', 'kind', 'source', 'destination', 'size', 'reason', 'sentence', 'isRevised', 'from', 'to'],
      },
    )
  })
  // As a plan has it: the size is the entry's, where that is known.
  .map((action) => ({ ...action, size: action.from.size ?? 0 }))

const leave: fc.Arbitrary<Action> = name.map((own) => ({
  do: 'leave',
  state: 'flagged',
  source: [own],
  kind: 'file',
  size: 1,
  reason: 'conflict',
  sentence: 'Why.',
}))

test.prop([fc.array(fc.oneof({ arbitrary: copy, weight: 5 }, { arbitrary: leave, weight: 1 }))])(
  'actions come back from their text as they were, in their order',
  (actions) => {
    expect(actionsFromText(actionsToText(actions))).toEqual(actions)
  },
)

plainTest('a plain copy takes little text', () => {
  const actions = Array.from({ length: 100 }, (_, at): Copy => {
    const own = `Drawing ${at}.pdf`
    const path = ['Project', 'Drawings of the north wing', own]
    return {
      do: 'copy',
      kind: 'file',
      source: path,
      destination: path,
      size: at,
      reason: 'copied',
      sentence: '',
      isRevised: false,
      from: { space: 's', path, kind: 'file', size: at, modifiedAt: new Date(1_764_000_000_000), etag: `etag ${at}` },
      to: { space: 'd', path },
    }
  })
  expect(actionsToText(actions).length).toBeLessThan(100 * 70)
})
