import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input, Modal } from 'antd'
import type { ConnectionView } from '#api/contract/connections.ts'
import type { PlatformView } from '#api/contract/platforms.ts'
import { api } from '../../api.ts'
import { ManifestFields } from '../../parts/manifest-fields.tsx'
import { Refused } from '../../parts/refused.tsx'
import { ScopeFields } from '../../parts/scope-fields.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'

const words = texts.connection.editing

interface Edited {
  readonly name: string
  readonly values?: Readonly<Record<string, string | undefined>>
}

interface EditConnectionProps {
  readonly connection: ConnectionView
  readonly way: PlatformView['ways'][number]
  readonly onClose: () => void
}

/** Changes name and fields; secrets are never shown, and stay unless they are given anew. */
export function EditConnection({ connection, way, onClose }: EditConnectionProps) {
  const [form] = Form.useForm<Edited>()
  const client = useQueryClient()
  const { message } = App.useApp()
  const save = useMutation({
    mutationFn: async ({ name, values = {} }: Edited) =>
      api.changeConnection(connection.id, { ...(name !== connection.name && { name }), values: changed(values) }),
    async onSuccess({ connection: now, sentence }) {
      client.setQueryData(reading('showConnection', connection.id).queryKey, now)
      await client.invalidateQueries({ queryKey: ['listConnections'] })
      void message.info(sentence, 8)
      onClose()
    },
  })

  /** What differs; an emptied field is taken away, an empty secret stays. */
  function changed(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
    const secrets = new Set(way.fields.filter(({ kind }) => kind === 'secret').map(({ id }) => id))
    return Object.fromEntries(
      Object.entries(values).flatMap(([id, value = '']) =>
        value === (connection.settings[id] ?? '') || (secrets.has(id) && value === '') ? [] : [[id, value]],
      ),
    )
  }

  const fields = way.fields
    .filter(({ id }) => connection.client === 'own' || !way.clientFields.includes(id))
    .map(({ suggestion: _, ...field }) =>
      field.kind === 'secret' ? { ...field, isRequired: false, help: words.secret } : field,
    )
  return (
    <Modal
      open
      title={words.title(connection.name)}
      okText={words.save}
      cancelText={texts.cancel}
      confirmLoading={save.isPending}
      mask={{ closable: false }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Edited>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: connection.name, values: connection.settings }}
        onFinish={(edited) => save.mutate(edited)}
      >
        <Form.Item
          name="name"
          label={texts.addConnection.displayAs}
          rules={[{ required: true, whitespace: true, message: texts.required(texts.addConnection.displayAs) }]}
        >
          <Input autoFocus maxLength={200} autoComplete="off" />
        </Form.Item>
        <ManifestFields fields={fields.filter(({ scope }) => !scope)} isOpen />
        <ScopeFields connection={connection} fields={fields.filter(({ scope }) => scope)} />
        {/* Enter saves from any field. */}
        <button type="submit" hidden aria-hidden />
      </Form>
      <Refused error={save.error} />
    </Modal>
  )
}
