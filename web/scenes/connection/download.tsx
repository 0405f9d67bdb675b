import { DownloadOutlined, HistoryOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Popover } from 'antd'
import { useState } from 'react'
import { api } from '../../api.ts'
import { addressOf } from '../../ask.ts'
import { useMe } from '../../me.ts'
import { Bone } from '../../parts/loading.tsx'
import { More } from '../../parts/more.tsx'
import { pagesOf } from '../../parts/pages.ts'
import { Refused } from '../../parts/refused.tsx'
import { sizeOf } from '../../parts/size.ts'
import { Time } from '../../parts/time.tsx'
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
  const pages = useInfiniteQuery(
    pagesOf(['listVersions', location], async (after) => api.listVersions(location, { ...after, limit: 500 })),
  )
  const versions = pages.data?.pages.flatMap((page) => page.versions)
  if (pages.error) return <Refused error={pages.error} />
  if (!versions) return <Bone width={160} />
  if (versions.length === 0) return words.noVersions
  return (
    <ul className={styles.versions}>
      {versions.toReversed().map(({ id, number, size, createdAt, author, isCurrent }) => (
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
      {pages.hasNextPage && (
        <li>
          <More pages={pages} summary={texts.shown(versions.length)} />
        </li>
      )}
    </ul>
  )
}
