import { infiniteQueryOptions } from '@tanstack/react-query'

interface Paged {
  readonly next?: string | undefined
}

/** A list that comes in pages: `useInfiniteQuery(pagesOf(['listRuns', query], (after) => api.listRuns({ ...query, ...after })))`. */
export function pagesOf<Page extends Paged>(
  key: readonly unknown[],
  read: (place: { readonly after?: string }) => Promise<Page>,
) {
  return infiniteQueryOptions({
    queryKey: [...key, 'pages'],
    queryFn: async ({ pageParam }) => read(pageParam === '' ? {} : { after: pageParam }),
    initialPageParam: '',
    getNextPageParam: ({ next }: Page) => next,
  })
}

/** Reads on while nothing was found and there is more: of long lists a page looks at so many rows, whatever it finds. */
export async function untilFound<Page extends Paged>(
  place: { readonly after?: string },
  read: (place: { readonly after?: string }) => Promise<Page>,
  isEmpty: (page: Page) => boolean,
): Promise<Page> {
  let page = await read(place)
  while (isEmpty(page) && page.next !== undefined) page = await read({ after: page.next })
  return page
}
