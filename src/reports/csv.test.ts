import { expect, test } from 'vitest'
import { csv } from './csv.ts'
import type { Cell } from './table.ts'

async function written(...cells: readonly Cell[]): Promise<string> {
  async function* pages() {
    yield [cells]
  }
  const columns = cells.map((_, at) => ({ title: `C${at}`, width: 1, cell: (row: readonly Cell[]) => row[at] }))
  let text = ''
  for await (const chunk of csv({ title: 'Cells', columns, pages: pages() })) text += chunk
  return text.split('\r\n').slice(1, -1).join('\r\n')
}

test('text stands in quotes, numbers do not, and what is not there is empty', async () => {
  expect(await written('Plan "A", 2.pdf', -12, undefined, '')).toBe('"Plan ""A"", 2.pdf",-12,,""')
})

test('begins with the mark of UTF-8 and the titles', async () => {
  async function* none() {}
  const chunks: string[] = []
  for await (const chunk of csv({
    title: 'None',
    columns: [{ title: 'Größe', width: 1, cell: () => '' }],
    pages: none(),
  })) {
    chunks.push(chunk)
  }
  expect(chunks).toEqual(['\ufeff"Größe"\r\n'])
})

test.each([
  ['=1+1', `"'=1+1"`],
  ['+1', `"'+1"`],
  ['-2 level.pdf', `"'-2 level.pdf"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['  =1', `"'  =1"`],
  ['"=1', `"'""=1"`],
  ['＝1', `"'＝1"`],
  ['\t1', `"'\t1"`],
  ['\r=1', `"'\r'=1"`],
])('the cell %j is text to a spreadsheet', async (text, field) => {
  expect(await written(text)).toBe(field)
})

test.each([
  ['a;=1', `"a;'=1"`],
  ['a;"=1', `"a;""'=1"`],
  ['a\t@x', `"a\t'@x"`],
])('nor does %j become a cell with a formula where cells are parted otherwise', async (text, field) => {
  expect(await written(text)).toBe(field)
})

test.each(['A-101.pdf', 'a=b.txt', 'Level, -2.pdf', 'ben@example.org'])('%s stays as it is', async (text) => {
  expect(await written(text)).toBe(`"${text}"`)
})
