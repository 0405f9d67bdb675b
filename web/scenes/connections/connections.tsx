import { useQuery } from '@tanstack/react-query'
import { Page } from '../../parts/page.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'

export function Connections() {
  const { data } = useQuery(reading('listConnections'))
  return (
    <Page title={texts.connections.title}>
      <ul>
        {data?.connections.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
    </Page>
  )
}
