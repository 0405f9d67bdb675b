import { expect, test } from 'vitest'
import { rowsIn } from './row-file.ts'

const rows = [
  { source: 'Old/Tower', destination: 'Tower', name: 'The tower' },
  { source: 'Old, new/Yard', destination: 'Yard "B"' },
]

test.each([
  ['with a heading', 'source,destination,name\r\nOld/Tower,Tower,The tower\r\n"Old, new/Yard","Yard ""B""",\r\n'],
  ['in another order', 'Name,Destination,Source\nThe tower,Tower,Old/Tower\n,"Yard ""B""","Old, new/Yard"'],
  ['without one', 'Old/Tower,Tower,The tower\n"Old, new/Yard","Yard ""B"""\n\n'],
  [
    'of a spreadsheet that parts by semicolons',
    '\ufeffsource;destination;name\nOld/Tower;Tower;The tower\nOld, new/Yard;"Yard ""B""";',
  ],
])('a list %s gives its rows', (_, text) => {
  expect(rowsIn(text)).toEqual({ rows })
})

test('a cell that was kept from being a formula is what it was', () => {
  expect(rowsIn("source,destination\n'=Plans,'-West")).toEqual({ rows: [{ source: '=Plans', destination: '-West' }] })
  expect(rowsIn("'quoted',b")).toEqual({ rows: [{ source: "'quoted'", destination: 'b' }] })
})

test('a list that is not in UTF-8 is refused, as folders would be made under names with lost letters', () => {
  const windows1252 = Buffer.from('source,destination\nPläne,Tower/Pläne\n', 'latin1')
  expect(rowsIn(windows1252.toString('utf8')).problems).toEqual([expect.stringContaining('“CSV UTF-8”')])
})

test('each wrong row is told of with its line', () => {
  const text = 'source,destination\nOld/Tower\n,Yard\n"a\nb",c\nx,y,z\n"open,d\n'
  expect(rowsIn(text)).toEqual({
    problems: [
      'Line 2: it has no destination.',
      'Line 3: it has no source.',
      'Line 6: it has more cells than columns: put a cell with a comma in quotation marks.',
      'Line 7: a quotation mark is opened and never closed.',
    ],
  })
  expect(rowsIn(' \n').problems).toEqual([expect.stringContaining('The list is empty')])
  expect(rowsIn('source,destination\n').problems).toEqual([expect.stringContaining('no row below the heading')])
  expect(rowsIn('source,target,destination\n').problems).toEqual([expect.stringContaining('no column “target”')])
})
