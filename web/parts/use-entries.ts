import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '../api.ts'

/** What a folder holds, page by page, asked for when it is shown and `enabled`. */
export function useEntries(location: string, { enabled = true }: { readonly enabled?: boolean } = {}) {
  return useInfiniteQuery({
    queryKey: ['listEntries', location],
    queryFn: async ({ pageParam }) => api.listEntries(location, pageParam || undefined),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    staleTime: 60_000,
    retry: false,
    enabled,
  })
}
