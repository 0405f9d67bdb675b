/** Cuts a long row of pages into stretches of at most so many rows; each is to be read to its end before the next is asked for. */
export async function* stretches<Row>(
  pages: AsyncIterable<readonly Row[]>,
  most: number,
): AsyncGenerator<AsyncIterable<readonly Row[]>> {
  const source = pages[Symbol.asyncIterator]()
  const next = async () => {
    const { value, done } = await source.next()
    return done ? undefined : value
  }
  let page = await next()
  async function* stretch() {
    for (let left = most; page && left > 0;) {
      const rows: readonly Row[] = page.slice(0, left)
      left -= rows.length
      page = rows.length < page.length ? page.slice(rows.length) : await next()
      yield rows
    }
  }
  do yield stretch()
  while (page)
}
