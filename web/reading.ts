import { queryOptions } from '@tanstack/react-query'
import { api, type Api } from './api.ts'

type Given<Name extends keyof Api> = Parameters<Api[Name]>
type Answer<Name extends keyof Api> = Api[Name] extends (...given: never) => Promise<infer Result> ? Result : never

/** An act of the API as a query: `useQuery(reading('showConnection', id))`. Its key is the act's name and what it is given. */
export function reading<Name extends keyof Api>(name: Name, ...given: Given<Name>) {
  const act = api[name] as (...given: Given<Name>) => Promise<Answer<Name>>
  return queryOptions<Answer<Name>, Error, Answer<Name>, readonly [Name, ...Given<Name>]>({
    queryKey: [name, ...given],
    queryFn: async () => act(...given),
  })
}
