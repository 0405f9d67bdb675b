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
