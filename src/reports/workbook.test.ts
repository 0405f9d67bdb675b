import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import type { Cell, Column } from './table.ts'
import { unzip } from './testing/unzip.ts'
import { workbook } from './workbook.ts'

type Row = readonly Cell[]

const columns: readonly Column<Row>[] = [
  { title: 'Name', width: 30, cell: ([name]) => name },
  { title: 'Bytes', width: 12, cell: ([, bytes]) => bytes },
]

async function* pagesOf(...pages: readonly (readonly Row[])[]) {
  yield* pages
}

const signal = new AbortController().signal
const partsOf = async (pages: AsyncIterable<readonly Row[]>, rowsOfSheet = 100) =>
  unzip(await buffer(workbook({ title: 'Items', columns, pages }, { signal, rowsOfSheet })))

const rowsOf = (sheet: string | undefined) =>
  [...(sheet ?? '').matchAll(/<row>(.*?)<\/row>/gs)].map(([, row = '']) => row)

test('a workbook has its sheet and all that says what it is', async () => {
  const parts = await partsOf(pagesOf([['A-101.pdf', 2048]], [['Plans & <old>', undefined]]))
  expect(Object.keys(parts).toSorted()).toEqual([
    '[Content_Types].xml',
    '_rels/.rels',
    'xl/_rels/workbook.xml.rels',
    'xl/styles.xml',
    'xl/workbook.xml',
    'xl/worksheets/sheet1.xml',
  ])
  const sheet = parts['xl/worksheets/sheet1.xml']
  expect(rowsOf(sheet)).toEqual([
    expect.stringContaining('>Name</t>'),
    '<c t="inlineStr" s="0"><is><t xml:space="preserve">A-101.pdf</t></is></c><c s="3"><v>2048</v></c>',
    '<c t="inlineStr" s="0"><is><t xml:space="preserve">Plans &amp; &lt;old&gt;</t></is></c><c/>',
  ])
  expect(sheet).toContain('<autoFilter ref="A1:B3"/>')
})

test('what looks like a formula is text with the mark of a quote, and stands there as it is', async () => {
  const parts = await partsOf(pagesOf([['=HYPERLINK("x")', 1]]))
  expect(rowsOf(parts['xl/worksheets/sheet1.xml'])[1]).toMatch(/^<c t="inlineStr" s="2"><is>.*=HYPERLINK\("x"\)<\/t>/)
  expect(parts['xl/styles.xml']?.match(/<xf [^>]*xfId="0"\/>/g)?.[2]).toContain('quotePrefix="1"')
  expect(Object.values(parts).join('')).not.toContain('<f>')
})

test('what XML cannot hold is written so that spreadsheets read it back', async () => {
  const parts = await partsOf(pagesOf([['a\u0001b\ud800c_x0041_', 1]]))
  expect(parts['xl/worksheets/sheet1.xml']).toContain('>a_x0001_b_xD800_c_x005F_x0041_</t>')
})

test('what a sheet cannot hold goes on in the next one, each with its heading', async () => {
  const rows = Array.from({ length: 5 }, (_, at): Row => [`${at}.pdf`, at])
  const parts = await partsOf(pagesOf(rows.slice(0, 3), rows.slice(3)), 2)
  const names = [1, 2, 3].map((number) => rowsOf(parts[`xl/worksheets/sheet${number}.xml`]).length)
  expect(names).toEqual([3, 3, 2])
  expect(parts['xl/workbook.xml']?.match(/name="[^"]+"/g)).toEqual(['name="Items"', 'name="Items 2"', 'name="Items 3"'])
  expect(Object.keys(await partsOf(pagesOf(rows.slice(0, 2)), 2)).filter((name) => name.includes('sheet2'))).toEqual([])
})

test('no page is asked for before somebody reads, and few before they are taken', async () => {
  let asked = 0
  async function* pages() {
    for (; asked < 1000; asked++) yield Array.from({ length: 500 }, (): Row => [crypto.randomUUID(), 1])
  }
  const stream = workbook({ title: 'Items', columns, pages: pages() }, { signal })
  for await (const chunk of stream) {
    if (chunk) break
  }
  expect(asked).toBeLessThan(50)
})

test('what breaks off in a page breaks off the workbook', async () => {
  async function* pages(): AsyncGenerator<readonly Row[]> {
    yield [['a', 1]]
    throw new Error('The database is away.')
  }
  await expect(partsOf(pages())).rejects.toThrow('The database is away.')
})
