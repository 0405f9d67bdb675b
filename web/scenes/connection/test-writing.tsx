import { Form, Modal } from 'antd'
import type { ConnectionView, TestWish } from '#api/contract/connections.ts'
import { FolderInput } from '../../parts/folder-input.tsx'
import { texts } from '../../texts/texts.ts'

const words = texts.connection.writing

interface TestWritingProps {
  readonly connection: ConnectionView
  readonly onTest: (wish: TestWish) => void
  readonly onClose: () => void
}

/** Asks where a test is to write its small file. */
export function TestWriting({ connection: { name }, onTest, onClose }: TestWritingProps) {
  const [form] = Form.useForm<{ readonly folder?: string }>()
  return (
    <Modal
      open
      title={words.title}
      okText={words.test}
      cancelText={texts.cancel}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ folder = '' }) => {
          onClose()
          onTest({ writes: true, ...(folder.trim() !== '' && { folder: folder.trim() }) })
        }}
      >
        <Form.Item name="folder" label={words.folder} extra={words.help}>
          <FolderInput connection={name} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
