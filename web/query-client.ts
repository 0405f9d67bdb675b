import { QueryCache, QueryClient } from '@tanstack/react-query'
import { Refusal } from './ask.ts'

/** Asks again only where that can help: when the server could not be reached or is busy. */
const canHelp = (error: Error) => error instanceof Refusal && (error.status === 0 || error.status === 503)

/** What has been read from the server. `onSignedOut` hears when a session has ended. */
export function openQueryClient(onSignedOut: () => void): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError(error, { queryKey: [name] }) {
        if (!(error instanceof Refusal) || error.code !== 'unauthorised' || name === 'showMe') return
        client.removeQueries({ queryKey: ['showMe'] })
        onSignedOut()
      },
    }),
    defaultOptions: {
      queries: { staleTime: 10_000, retry: (failures, error) => failures < 2 && canHelp(error) },
    },
  })
  return client
}
