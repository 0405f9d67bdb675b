import { DownloadOutlined, HistoryOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Popover } from 'antd'
import { useState } from 'react'
import { addressOf } from '../../ask.ts'
import { useMe } from '../../me.ts'
import { Bone } from '../../parts/loading.tsx'
import { Refused } from '../../parts/refused.tsx'
import { sizeOf } from '../../parts/size.ts'
import { Time } from '../../parts/time.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import styles from './entry-tree.module.css'

const words = texts.connection.content

interface DownloadProps {
  readonly name: string
  readonly location: string
}

/** A file as it is now, and as it was. */
export function Download({ name, location }: DownloadProps) {
  const { may } = useMe()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Popover
        trigger="click"
        open={isOpen}
        onOpenChange={setOpen}
        placement="bottomRight"
        content={<Versions location={location} />}
      >
        <Button type="text" size="small" icon={<HistoryOutlined />} aria-label={words.versions(name)} tabIndex={-1} />
      </Popover>
      {may('content.read') && (
        <Button
          type="text"
          size="small"
          icon={<DownloadOutlined />}
          href={addressOf('downloadContent', { query: { location } })}
          download
          data-act
          tabIndex={-1}
          aria-label={words.download(name)}
        />
      )}
    </>
  )
}

function Versions({ location }: Pick<DownloadProps, 'location'>) {
  const { may } = useMe()
  const { data, error } = useQuery(reading('listVersions', location))
  if (error) return <Refused error={error} />
  if (!data) return <Bone width={160} />
  if (data.versions.length === 0) return words.noVersions
  return (
    <ul className={styles.versions}>
      {data.versions.toReversed().map(({ id, number, size, createdAt, author, isCurrent }) => (
        <li key={id}>
          {may('content.read') ? (
            <a href={addressOf('downloadContent', { query: { location, version: id } })} download>
              {words.version(number)}
            </a>
          ) : (
            words.version(number)
          )}
          {isCurrent && <span>{words.current}</span>}
          <span className="quiet">{size !== undefined && sizeOf(size)}</span>
          <span className="quiet">{createdAt !== undefined && <Time at={createdAt} />}</span>
          <span className="quiet">{author}</span>
        </li>
      ))}
    </ul>
  )
}
