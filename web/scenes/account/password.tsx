import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { api } from '../../api.ts'
import { Panel } from '../../parts/panel.tsx'
import { Refused } from '../../parts/refused.tsx'
import { texts } from '../../texts/texts.ts'
import styles from './account.module.css'

const words = texts.account

interface Passwords {
  readonly present: string
  readonly next: string
}

export function Password() {
  const [form] = Form.useForm<Passwords>()
  const client = useQueryClient()
  const changing = useMutation({
    mutationFn: async (passwords: Passwords) => api.changePassword(passwords),
    async onSuccess() {
      form.resetFields()
      await client.invalidateQueries({ queryKey: ['listMySessions'] })
    },
  })
  const rules = (label: string) => [{ required: true, message: texts.required(label) }]
  return (
    <Panel title={words.password} sentence={words.passwordSentence}>
      <Form<Passwords>
        form={form}
        className={styles.form ?? ''}
        layout="vertical"
        requiredMark={false}
        onFinish={(passwords) => changing.mutate(passwords)}
      >
        <Form.Item name="present" label={words.present} rules={rules(words.present)}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item name="next" label={words.next} extra={words.nextHelp} rules={rules(words.next)}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <div aria-live="polite">
          <Refused error={changing.error} />
          {changing.data && <Alert type="success" showIcon title={words.passwordChanged(changing.data.ended)} />}
        </div>
        <Button htmlType="submit" loading={changing.isPending} style={{ marginTop: 12 }}>
          {words.changePassword}
        </Button>
      </Form>
    </Panel>
  )
}
