import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Checkbox, Form, Input, Modal } from 'antd'
import { webhookEvents, type WebhookEvent, type WebhookView } from '#api/contract/webhooks.ts'
import { api } from '../../api.ts'
import { Copyable } from '../../parts/copyable.tsx'
import { Refused } from '../../parts/refused.tsx'
import { texts } from '../../texts/texts.ts'
import { describedDigest, DigestFields, digestIn, type DescribedDigest } from './digest-fields.tsx'

const words = texts.webhooks
const all = Object.keys(webhookEvents) as WebhookEvent[]

interface Described {
  readonly url: string
  readonly name?: string
  readonly events: WebhookEvent[]
  /** Of e-mail alone. */
  readonly digest?: DescribedDigest
}

interface WebhookFormProps {
  /** A new one when absent. */
  readonly webhook: WebhookView | undefined
  readonly onClose: () => void
}

/** Adds a webhook, and then shows its secret; or changes one. */
export function WebhookForm({ webhook, onClose }: WebhookFormProps) {
  const client = useQueryClient()
  const [form] = Form.useForm<Described>()
  // Nothing while the form is not there yet.
  const url: string | undefined = Form.useWatch('url', form)
  const isMail = url !== undefined && whole(url).startsWith('mailto:')
  const saving = useMutation({
    async mutationFn({ name, digest: described, ...typed }: Described) {
      const wish = { ...typed, url: whole(typed.url), ...(name?.trim() && { name: name.trim() }) }
      const digest = described && isMail ? digestIn(described) : null
      if (!webhook) return (await api.addWebhook({ ...wish, ...(digest && { digest }) })).secret
      await api.changeWebhook(webhook.id, { ...wish, digest })
      return undefined
    },
    async onSuccess(secret) {
      await client.invalidateQueries({ queryKey: ['listWebhooks'] })
      if (secret === undefined) onClose()
    },
  })
  const secret = saving.data
  return (
    <Modal
      open
      width={560}
      title={webhook ? words.editTitle(webhook.name) : words.add}
      okText={secret === undefined ? (webhook ? words.save : words.add) : texts.done}
      cancelText={texts.cancel}
      okButtonProps={{
        loading: saving.isPending,
        ...(secret === undefined && { htmlType: 'submit' as const, form: 'webhook' }),
      }}
      {...(secret !== undefined && { cancelButtonProps: { style: { display: 'none' } } })}
      onOk={() => secret !== undefined && onClose()}
      onCancel={onClose}
    >
      {secret !== undefined ? (
        <Copyable label={words.secret} text={secret} help={words.secretHelp} />
      ) : (
        <Form<Described>
          id="webhook"
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ ...(webhook ?? { events: all }), digest: describedDigest(webhook?.digest) }}
          onFinish={(described) => saving.mutate(described)}
        >
          <Form.Item
            name="url"
            label={words.address}
            extra={words.addressHelp}
            rules={[{ required: true, message: texts.required(words.address) }]}
          >
            <Input autoComplete="off" placeholder={words.addressExample} />
          </Form.Item>
          <Form.Item name="name" label={`${words.name} (${texts.optional})`} extra={words.nameHelp}>
            <Input autoComplete="off" maxLength={200} />
          </Form.Item>
          <Form.Item
            name="events"
            label={words.events}
            rules={[{ type: 'array', min: 1, message: texts.required(words.events) }]}
          >
            <Checkbox.Group
              style={{ display: 'flex', flexDirection: 'column', gap: 8 }}
              options={all.map((event) => ({ value: event, label: webhookEvents[event] }))}
            />
          </Form.Item>
          {isMail && <DigestFields />}
          <Refused error={saving.error} />
        </Form>
      )}
    </Modal>
  )
}

/** An e-mail address may be typed as it is written everywhere else. */
function whole(address: string): string {
  const typed = address.trim()
  return typed.includes('@') && !typed.includes(':') ? `mailto:${typed}` : typed
}
