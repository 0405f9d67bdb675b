import { queryOptions } from '@tanstack/react-query'
import type { ConnectionView } from '#api/contract/connections.ts'
import { api } from './api.ts'

const perPage = 500
// More than anybody chooses from; a page of thousands is still searched at once.
const mostPages = 20

/** All connections as a query, to choose one of them. */
export const allConnections = queryOptions({
  queryKey: ['listConnections', 'all'],
  async queryFn() {
    const connections: ConnectionView[] = []
    let after: string | undefined
    for (let page = 0; page < mostPages; page++) {
      const some = await api.listConnections({ limit: perPage, ...(after !== undefined && { after }) })
      connections.push(...some.connections)
      after = some.next
      if (after === undefined) break
    }
    return { connections }
  },
})
