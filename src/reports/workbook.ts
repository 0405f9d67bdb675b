import type { Readable } from 'node:stream'
import { sheet } from './sheet.ts'
import { stylesPart } from './sheet-styles.ts'
import { stretches } from './stretches.ts'
import type { Table } from './table.ts'
import { zip, type Part } from './zip.ts'

/** Rows of a sheet below its heading (https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3). */
const mostRows = 1_048_575

/** A table as a workbook for Excel and its like, written as it is read; what a sheet cannot hold goes on in the next one. */
export function workbook<Row>(
  table: Table<Row>,
  { signal, rowsOfSheet = mostRows }: { readonly signal: AbortSignal; readonly rowsOfSheet?: number },
): Readable {
  return zip(partsOf(table, rowsOfSheet), signal)
}

async function* partsOf<Row>({ title, columns, pages }: Table<Row>, rowsOfSheet: number): AsyncGenerator<Part> {
  const names: string[] = []
  for await (const stretch of stretches(pages, rowsOfSheet)) {
    names.push(names.length === 0 ? title : `${title} ${names.length + 1}`)
    yield { name: `xl/worksheets/sheet${names.length}.xml`, content: sheet(columns, stretch) }
  }
  for (const [name, content] of Object.entries(frame(names))) yield { name, content: [`${declaration}${content}`] }
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const media = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** All parts but the sheets (ECMA-376, Open Packaging Conventions): what there is, of which kind, and how it belongs together. */
function frame(names: readonly string[]): Readonly<Record<string, string>> {
  const each = (write: (number: number, name: string) => string) =>
    names.map((name, at) => write(at + 1, name)).join('')
  return {
    'xl/styles.xml': stylesPart,
    'xl/workbook.xml':
      `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>` +
      each((number, name) => `<sheet name="${name}" sheetId="${number}" r:id="sheet${number}"/>`) +
      '</sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      `<Relationships xmlns="${packages}/relationships">` +
      each((number) => relation(`sheet${number}`, 'worksheet', `worksheets/sheet${number}.xml`)) +
      `${relation('styles', 'styles', 'styles.xml')}</Relationships>`,
    '_rels/.rels':
      `<Relationships xmlns="${packages}/relationships">` +
      `${relation('workbook', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    '[Content_Types].xml':
      `<Types xmlns="${packages}/content-types">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      '<Default Extension="xml" ContentType="application/xml"/>' +
      typeOf('workbook.xml', 'sheet.main') +
      typeOf('styles.xml', 'styles') +
      `${each((number) => typeOf(`worksheets/sheet${number}.xml`, 'worksheet'))}</Types>`,
  }
}

function relation(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`
}

function typeOf(part: string, type: string): string {
  return `<Override PartName="/xl/${part}" ContentType="${media}.${type}+xml"/>`
}
