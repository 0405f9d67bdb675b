import { useQuery } from '@tanstack/react-query'
import { Tag } from 'antd'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'

/** That the list is narrowed to one job, and the way back to all. */
export function OnlyOfJob({ job, onAll }: { readonly job: string; readonly onAll: () => void }) {
  const { data } = useQuery(reading('showJob', job))
  return <OnlyOf name={data?.name ?? job} onAll={onAll} />
}

/** The same of one connection. */
export function OnlyOfConnection({ connection, onAll }: { readonly connection: string; readonly onAll: () => void }) {
  const { data } = useQuery(reading('showConnection', connection))
  return <OnlyOf name={data?.name ?? connection} onAll={onAll} />
}

function OnlyOf({ name, onAll }: { readonly name: string; readonly onAll: () => void }) {
  return (
    <Tag
      closable={{ 'aria-label': texts.showAll }}
      onClose={onAll}
      style={{ alignSelf: 'center', whiteSpace: 'normal' }}
    >
      {name}
    </Tag>
  )
}
