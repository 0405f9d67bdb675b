import { fc } from '@fast-check/vitest'
import type { Facts } from '#platform'
import { factsWith } from './facts.ts'

const sign = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'abAB1 .%_=~-:?/\\*<>|"3FuD') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('\t', '\u007f', '\0', '\u00a0', 'ä', 'a\u0308', 'é', 'ß', 'İ', '白', '😀', '\u2028'),
  },
  { weight: 1, arbitrary: fc.constantFrom('\ud800', '\udfff', '\udc80', '\udcff', '\udcc3', '\udca9', '\udc00') },
)

const special = fc.constantFrom(
  'CON',
  'con.txt',
  '.lock',
  'desktop.ini',
  'nul',
  '%3A',
  '%uD800',
  '%25',
  'a .pdf',
  '.a',
  '...',
)

/** Names as no vendor would like them: refused signs, bytes that are no text, escapes, reserved words. */
export const anyName: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 8, arbitrary: fc.array(sign, { minLength: 1, maxLength: 14 }).map((signs) => signs.join('')) },
    { weight: 2, arbitrary: special },
    { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 40, unit: 'binary' }) },
  )
  .filter((name) => name !== '' && name !== '.' && name !== '..')

const length = fc.option(
  fc.record({ count: fc.integer({ min: 4, max: 30 }), unit: fc.constantFrom('units', 'characters', 'bytes') } as const),
  { nil: undefined },
)

/** Every combination of name rules. */
export const anyFacts: fc.Arbitrary<Facts> = fc
  .record({
    caseSensitive: fc.boolean(),
    unicodeForm: fc.constantFrom('kept', 'nfc', 'nfd'),
    wellFormedNames: fc.boolean(),
    filesAndFoldersApart: fc.boolean(),
    forbiddenCharacters: fc.constantFrom('/\0', '/<>:\\|?*', '%/:', ':%=', ''),
    forbidsControlCharacters: fc.boolean(),
    reservedNames: fc.constantFrom([], ['con', 'nul', '.lock', 'desktop.ini']),
    leadingSpace: fc.boolean(),
    trailingSpace: fc.boolean(),
    trailingDot: fc.boolean(),
    spaceAroundExtension: fc.boolean(),
    maxName: length,
    maxPath: length,
  } as const)
  .map(factsWith)
