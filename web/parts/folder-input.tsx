import { AutoComplete } from 'antd'
import { useMe } from '../me.ts'
import { texts } from '../texts/texts.ts'
import { locationOf, serverDisk } from './place-of.ts'
import { useEntries } from './use-entries.ts'

interface FolderInputProps {
  /** The name of the one that it is a folder of, or `serverDisk`. */
  readonly connection: string | undefined
  /** Given by the form that it stands in. */
  readonly id?: string
  readonly value?: string
  readonly onChange?: (folder: string) => void
}

/** A folder's path; what is in the folder typed so far is suggested. */
export function FolderInput({ connection, id, value = '', onChange }: FolderInputProps) {
  const { may } = useMe()
  const above = value.slice(0, value.lastIndexOf('/') + 1)
  const { data } = useEntries(locationOf({ connection: connection ?? '', folder: above.replace(/\/$/, '') }), {
    enabled: connection !== undefined && may('content.list'),
  })
  const options = (data?.pages ?? [])
    .flatMap(({ entries }) => entries)
    .filter(({ kind }) => kind === 'space' || kind === 'folder')
    .map(({ location }) => location.slice(location.indexOf(':') + 1))
    .filter((folder) => folder.toLowerCase().startsWith(value.toLowerCase()))
  return (
    <AutoComplete
      {...(id !== undefined && { id })}
      value={value}
      disabled={connection === undefined}
      placeholder={placeholderFor(connection)}
      options={options.map((folder) => ({ value: folder }))}
      // What is typed stays: it may be the name of a folder that is not there yet.
      defaultActiveFirstOption={false}
      {...(onChange && { onChange })}
    />
  )
}

function placeholderFor(connection: string | undefined): string {
  if (connection === undefined) return ''
  return connection === serverDisk ? texts.newJob.diskExample : texts.newJob.example
}
