import { useQuery } from '@tanstack/react-query'
import { Tag } from 'antd'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'

/** That the list is narrowed to one job, and the way back to all. */
export function OnlyOf({ job, onAll }: { readonly job: string; readonly onAll: () => void }) {
  const { data } = useQuery(reading('showJob', job))
  return (
    <Tag
      closable={{ 'aria-label': texts.showAll }}
      onClose={onAll}
      style={{ alignSelf: 'center', whiteSpace: 'normal' }}
    >
      {data?.name ?? job}
    </Tag>
  )
}
