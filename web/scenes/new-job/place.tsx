import { Input, Select } from 'antd'
import { useId } from 'react'
import type { ConnectionView } from '#api/contract/connections.ts'
import { useMe } from '../../me.ts'
import { FolderInput } from '../../parts/folder-input.tsx'
import { serverDisk, type PlaceValues } from '../../parts/place-of.ts'
import { texts } from '../../texts/texts.ts'
import { FolderTree } from './folder-tree.tsx'
import styles from './new-job.module.css'

const words = texts.newJob

interface PlaceProps {
  readonly connections: readonly ConnectionView[]
  readonly value: PlaceValues | undefined
  /** The folder need not be there yet. */
  readonly mayBeNew?: boolean
  /** A connection with all its projects: there is no folder to choose. */
  readonly isWhole?: boolean
  readonly onChange: (place: PlaceValues) => void
}

/** One end of a job: a connection, and a folder of it that is chosen in its tree or typed. */
export function Place({ connections, value, mayBeNew = false, isWhole = false, onChange }: PlaceProps) {
  const id = useId()
  const { may } = useMe()
  const { connection, folder = '' } = value ?? {}
  const isDisk = connection === serverDisk
  return (
    <div className={styles.place}>
      <div>
        <label htmlFor={`${id}connection`}>{words.connection}</label>
        <Select
          id={`${id}connection`}
          className={styles.wide ?? ''}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={words.searchConnections}
          value={connection ?? null}
          options={[
            ...connections.map(({ name, platform }) => ({
              value: name,
              label: words.connectionOf(name, platform.title),
            })),
            // A disk has no projects.
            ...(isWhole ? [] : [{ value: serverDisk, label: words.serverDisk }]),
          ]}
          onChange={(chosen: string) => onChange({ connection: chosen })}
        />
        {isWhole && <span className={styles.help}>{texts.mapping.whole}</span>}
      </div>
      {connection !== undefined && !isWhole && (
        <div>
          <label htmlFor={`${id}folder`}>{words.folder}</label>
          {isDisk && !may('content.list') ? (
            <Input
              id={`${id}folder`}
              value={folder}
              onChange={({ target }) => onChange({ connection, folder: target.value })}
            />
          ) : (
            <div className={styles.folder}>
              <FolderInput
                id={`${id}folder`}
                connection={connection}
                value={folder}
                onChange={(typed) => onChange({ connection, folder: typed })}
              />
            </div>
          )}
          <span className={styles.help}>
            {isDisk ? words.diskHelp : words.folderHelp} {mayBeNew && words.newFolderHelp}
          </span>
        </div>
      )}
      {/* A disk cannot be looked through from its top: what Gantry keeps for itself lies on it. */}
      {connection !== undefined && !isDisk && !isWhole && may('content.list') && (
        <FolderTree
          key={connection}
          label={words.tree}
          location={`${connection}:`}
          chosen={folder.replace(/\/$/, '')}
          onChoose={(chosen) => onChange({ connection, folder: chosen })}
        />
      )}
    </div>
  )
}
