import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Form, Modal } from 'antd'
import type { ClientCredentialsView } from '#api/contract/client-credentials.ts'
import type { PlatformView } from '#api/contract/platforms.ts'
import { api } from '../../api.ts'
import { fieldInput } from '../../parts/field-input.tsx'
import { Refused } from '../../parts/refused.tsx'
import { texts } from '../../texts/texts.ts'

const words = texts.settings

interface CredentialsFormProps {
  readonly credentials: ClientCredentialsView
  readonly fields: readonly PlatformView['ways'][number]['fields'][number][]
  /** Hears what the change brought. */
  readonly onSaved: (sentence: string) => void
  readonly onClose: () => void
}

/** Takes the app's credentials. A secret that is stored is not shown; left empty it stays. */
export function CredentialsForm({ credentials, fields, onSaved, onClose }: CredentialsFormProps) {
  const { platform, values, secrets } = credentials
  const client = useQueryClient()
  const [form] = Form.useForm<Record<string, string>>()
  const saving = useMutation({
    mutationFn: async (given: Record<string, string | undefined>) =>
      api.setClientCredentials(platform.id, filled(given, secrets)),
    async onSuccess({ sentence }) {
      await client.invalidateQueries({ queryKey: ['listClientCredentials'] })
      onSaved(sentence)
      onClose()
    },
  })
  return (
    <Modal
      open
      title={words.formTitle(platform.title)}
      okText={words.save}
      cancelText={texts.cancel}
      okButtonProps={{ loading: saving.isPending, htmlType: 'submit', form: 'client-credentials' }}
      onCancel={onClose}
    >
      <Form
        id="client-credentials"
        form={form}
        layout="vertical"
        requiredMark="optional"
        onFinish={(given) => saving.mutate(given)}
      >
        {fields.map((field) => {
          const { id, label, help, kind, isRequired, suggestion } = field
          const isStored = secrets.includes(id)
          return (
            <Form.Item
              key={id}
              name={id}
              label={label}
              extra={help}
              initialValue={values[id] ?? (kind === 'secret' ? undefined : suggestion)}
              required={isRequired}
              rules={[{ required: isRequired && !isStored, whitespace: true, message: texts.required(label) }]}
            >
              {fieldInput(field, isStored ? words.stored : undefined)}
            </Form.Item>
          )
        })}
        <Refused error={saving.error} />
      </Form>
    </Modal>
  )
}

/** What is left empty is taken away, but for stored secrets, which stay. */
function filled(given: Record<string, string | undefined>, secrets: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given)
      .map(([id, value]) => [id, value ?? ''] as const)
      .filter(([id, value]) => value !== '' || !secrets.includes(id)),
  )
}
