import { write, type Terminal } from './terminal.ts'

/** Prints all pages as one JSON document, `{"items":[…]}`, without ever holding more than one of them. */
export async function printList<Page>(
  terminal: Terminal,
  name: string,
  pages: AsyncIterable<Page>,
  listOf: (page: Page) => readonly unknown[],
): Promise<void> {
  let between = ''
  const begin = `{"${name}":[`
  let isBegun = false
  for await (const page of pages) {
    for (const one of listOf(page)) {
      await write(terminal.output, `${isBegun ? '' : begin}${between}\n${JSON.stringify(one)}`)
      isBegun = true
      between = ','
    }
  }
  await write(terminal.output, isBegun ? '\n]}\n' : `${begin}]}\n`)
}
