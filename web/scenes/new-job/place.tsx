import { Form, Select } from 'antd'
import type { ConnectionView } from '#api/contract/connections.ts'
import { texts } from '../../texts/texts.ts'
import { FolderInput } from '../../parts/folder-input.tsx'
import { serverDisk } from '../../parts/place-of.ts'
import styles from './new-job.module.css'

const words = texts.newJob

interface PlaceProps {
  readonly name: 'source' | 'destination'
  readonly title: string
  readonly connections: readonly ConnectionView[]
}

/** One end of a job: a connection and a folder in it. */
export function Place({ name, title, connections }: PlaceProps) {
  const connection = Form.useWatch<string | undefined>([name, 'connection'])
  return (
    <fieldset className={styles.place}>
      <legend>{title}</legend>
      <Form.Item
        name={[name, 'connection']}
        label={words.connection}
        rules={[{ required: true, message: texts.required(words.connection) }]}
      >
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          options={[
            ...connections.map((one) => ({ value: one.name, label: one.name })),
            { value: serverDisk, label: words.serverDisk },
          ]}
        />
      </Form.Item>
      <Form.Item
        name={[name, 'folder']}
        label={words.folder}
        extra={connection === serverDisk ? words.diskHelp : words.folderHelp}
      >
        <FolderInput connection={connection} />
      </Form.Item>
    </fieldset>
  )
}
