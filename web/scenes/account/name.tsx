import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { api } from '../../api.ts'
import { useMe } from '../../me.ts'
import { Panel } from '../../parts/panel.tsx'
import { Refused } from '../../parts/refused.tsx'
import { texts } from '../../texts/texts.ts'
import styles from './account.module.css'

const words = texts.account

export function Name() {
  const { name } = useMe()
  const client = useQueryClient()
  const saving = useMutation({
    mutationFn: async (next: string) => api.changeMe(next),
    onSuccess: () => client.invalidateQueries({ queryKey: ['showMe'] }),
  })
  return (
    <Panel title={words.name}>
      <Form<{ readonly name: string }>
        className={styles.form ?? ''}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name }}
        onFinish={(form) => saving.mutate(form.name)}
      >
        <Form.Item
          name="name"
          extra={words.nameHelp}
          rules={[{ required: true, whitespace: true, message: texts.required(words.name) }]}
        >
          <Input aria-label={words.name} autoComplete="name" />
        </Form.Item>
        <Refused error={saving.error} />
        <Button htmlType="submit" loading={saving.isPending}>
          {words.save}
        </Button>{' '}
        <span role="status" className="quiet">
          {saving.isSuccess && words.saved}
        </span>
      </Form>
    </Panel>
  )
}
