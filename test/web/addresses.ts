/** Every address that the web page has, as its router names them. */
export async function addressesOfPage(): Promise<ReadonlySet<string>> {
  // It speaks of documents and elements, which these tests do not know.
  const router = new URL('../../web/router.ts', import.meta.url).pathname
  const { openRouter } = (await import(router)) as { openRouter: (client: object) => { routesByPath: object } }
  return new Set(Object.keys(openRouter({}).routesByPath))
}
