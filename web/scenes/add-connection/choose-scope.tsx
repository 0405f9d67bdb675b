import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form } from 'antd'
import { useId } from 'react'
import type { ConnectionTest, ConnectionView } from '#api/contract/connections.ts'
import type { PlatformView } from '#api/contract/platforms.ts'
import { api } from '../../api.ts'
import { OutcomeOf } from '../../parts/outcome.tsx'
import { ScopeFields } from '../../parts/scope-fields.tsx'
import type { SignIn } from '../../parts/sign-in-window.ts'
import { texts } from '../../texts/texts.ts'
import styles from './acts.module.css'

interface ChooseScopeProps {
  readonly connection: ConnectionView
  readonly fields: PlatformView['ways'][number]['fields']
  /** How the connection came to work. */
  readonly signIn: SignIn
  readonly test: Parameters<typeof OutcomeOf>[0]['test']
  readonly onClose: () => void
}

interface Chosen {
  readonly values: Readonly<Record<string, string | undefined>>
}

/** What of all that it sees a connection is narrowed to. Done keeps that, and tests it again where something was chosen. */
export function ChooseScope({ connection, fields, signIn, test, onClose }: ChooseScopeProps) {
  const [form] = Form.useForm<Chosen>()
  const formId = useId()
  const client = useQueryClient()
  const narrow = useMutation({
    async mutationFn(values: Record<string, string>): Promise<ConnectionTest> {
      await api.changeConnection(connection.id, { values })
      return api.testConnection(connection.id)
    },
    async onSuccess({ succeeded }) {
      await client.invalidateQueries({ queryKey: ['listConnections'] })
      if (succeeded) onClose()
    },
  })

  const submit = ({ values }: Chosen) => {
    const before = narrow.data?.connection ?? connection
    const changed = Object.entries(values).flatMap(([id, value = '']) =>
      value === (before.settings[id] ?? '') ? [] : [[id, value] as const],
    )
    if (changed.length === 0) onClose()
    else narrow.mutate(Object.fromEntries(changed))
  }

  const isNarrowed = !narrow.isIdle
  return (
    <>
      <OutcomeOf
        platform={connection.platform.title}
        signIn={isNarrowed ? { is: 'idle' } : signIn}
        test={isNarrowed ? narrow : test}
        onShow={onClose}
      />
      <Form<Chosen>
        form={form}
        id={formId}
        name="scope"
        layout="vertical"
        disabled={narrow.isPending}
        onFinish={submit}
      >
        <p className={`quiet ${styles.before}`}>{texts.addConnection.scope.choose}</p>
        <ScopeFields connection={connection} fields={fields} />
      </Form>
      <div className={styles.acts}>
        <Button type="primary" htmlType="submit" form={formId} autoFocus loading={narrow.isPending}>
          {texts.done}
        </Button>
      </div>
    </>
  )
}
