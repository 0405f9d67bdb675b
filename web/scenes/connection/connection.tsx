import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Page } from '../../parts/page.tsx'
import { reading } from '../../reading.ts'

const here = getRouteApi('/inside/connections/$connection')

export function Connection() {
  const { connection: id } = here.useParams()
  const { data } = useQuery(reading('showConnection', id))
  return <Page title={data?.name ?? ''}>{null}</Page>
}
