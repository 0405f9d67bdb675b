import { useSuspenseQuery } from '@tanstack/react-query'
import { reading } from './reading.ts'

/** Who is signed in, and what they may do. Inside the shell only. */
export function useMe() {
  const { data } = useSuspenseQuery({ ...reading('showMe'), staleTime: 60_000 })
  return { ...data, may: (permission: string) => data.may.includes(permission) }
}
