import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Form, Input, Radio } from 'antd'
import { useEffect, useId, useRef } from 'react'
import type { ConnectionView } from '#api/contract/connections.ts'
import type { PlatformView } from '#api/contract/platforms.ts'
import { api } from '../../api.ts'
import { useMe } from '../../me.ts'
import { ManifestFields } from '../../parts/manifest-fields.tsx'
import { OutcomeOf } from '../../parts/outcome.tsx'
import { useSignInWindow } from '../../parts/sign-in-window.ts'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import { Acts } from './acts.tsx'
import { ChooseScope } from './choose-scope.tsx'
import styles from './new-connection-form.module.css'

const words = texts.addConnection

export interface Entered {
  readonly name?: string
  readonly client: 'own' | 'default'
  readonly way: string
  readonly values?: Readonly<Record<string, string | undefined>>
}

interface NewConnectionFormProps {
  readonly platform: PlatformView
  readonly onBack: () => void
  readonly onClose: () => void
}

/** The platform's form as its manifest has it, then the sign-in or the test, until it works or is put off. */
export function NewConnectionForm({ platform, onBack, onClose }: NewConnectionFormProps) {
  const [form] = Form.useForm<Entered>()
  const formId = useId()
  const client = useQueryClient()
  const made = useRef<ConnectionView>(undefined)
  const window = useSignInWindow()
  const hasDefault = useHasDefault(platform.id)
  // Whether there are default credentials is known only after the form is there.
  useEffect(() => {
    if (hasDefault && !form.isFieldTouched('client')) form.setFieldValue('client', 'default')
  }, [hasDefault, form])
  const test = useMutation({
    mutationFn: async (entered: Entered) => api.testConnection((await keep(entered)).id),
    onSettled: () => client.invalidateQueries({ queryKey: ['listConnections'] }),
  })

  const wayId = Form.useWatch('way', form) ?? platform.ways[0]?.id
  const way = platform.ways.find(({ id }) => id === wayId)
  const scopeFields = way?.fields.filter((field) => field.scope !== undefined) ?? []
  const usesDefault = Form.useWatch('client', form) === 'default'
  const isBusy = test.isPending || window.signIn.is === 'opening' || window.signIn.is === 'waiting'
  const isDone = window.signIn.is === 'succeeded' || test.data?.succeeded === true

  /** Makes the connection, or changes the one that was made in an attempt before. */
  async function keep({ name = '', way: chosen, client: whose, values = {} }: Entered): Promise<ConnectionView> {
    const given = Object.fromEntries(Object.entries(values).flatMap(([id, value]) => (value ? [[id, value]] : [])))
    if (made.current && made.current.way !== chosen) {
      await api.removeConnection(made.current.id)
      made.current = undefined
    }
    made.current = made.current
      ? (await api.changeConnection(made.current.id, { ...(name && { name }), client: whose, values: given }))
          .connection
      : await api.addConnection({ platform: platform.id, name, way: chosen, client: whose, values: given })
    return made.current
  }

  const submit = (entered: Entered) =>
    way?.kind === 'code' ? void window.begin(async () => keep(entered)) : test.mutate(entered)

  const discard = async () => {
    window.stop()
    if (made.current) await api.removeConnection(made.current.id)
    await client.invalidateQueries({ queryKey: ['listConnections'] })
    onClose()
  }

  return (
    <div className={styles.form}>
      <Form<Entered>
        form={form}
        id={formId}
        className={styles.fields ?? ''}
        hidden={isDone}
        layout="vertical"
        requiredMark={(label, { required }) =>
          required ? (
            label
          ) : (
            <>
              {label}&nbsp;<span className="quiet">({texts.optional})</span>
            </>
          )
        }
        disabled={isBusy}
        scrollToFirstError={{ focus: true }}
        initialValues={{ way: platform.ways[0]?.id, client: hasDefault ? 'default' : 'own' }}
        onFinish={submit}
      >
        <Form.Item name="name" label={words.displayAs} extra={words.displayAsHelp(platform.title)}>
          <Input autoFocus maxLength={200} placeholder={platform.title} autoComplete="off" />
        </Form.Item>
        {(way?.clientFields.length ?? 0) > 0 && (
          <Form.Item name="client" label={words.credentials} required>
            <Radio.Group vertical>
              <Radio value="default" disabled={!hasDefault}>
                {words.useDefault}
                {!hasDefault && <span className={styles.why}>{words.noDefault}</span>}
              </Radio>
              <Radio value="own">{words.useCustom}</Radio>
            </Radio.Group>
          </Form.Item>
        )}
        {way && (
          <ManifestFields fields={way.fields.filter(({ id }) => !usesDefault || !way.clientFields.includes(id))} />
        )}
        <Form.Item name="way" label={words.way} required hidden={platform.ways.length < 2}>
          <Radio.Group vertical>
            {platform.ways.map(({ id, label, help }) => (
              <Radio key={id} value={id}>
                {label}
                <span className={styles.why}>{help}</span>
              </Radio>
            ))}
          </Radio.Group>
        </Form.Item>
      </Form>
      {isDone && made.current && scopeFields.length > 0 ? (
        <ChooseScope
          connection={made.current}
          fields={scopeFields}
          signIn={window.signIn}
          test={test}
          onClose={onClose}
        />
      ) : (
        <div className={styles.foot}>
          <OutcomeOf platform={platform.title} signIn={window.signIn} test={test} onShow={window.show} />
          <Acts
            formId={formId}
            label={way?.kind === 'code' ? way.label : words.test}
            isBusy={isBusy}
            isDone={isDone}
            isRepeated={
              test.isError || test.data !== undefined || !['idle', 'opening', 'waiting'].includes(window.signIn.is)
            }
            isMade={made.current !== undefined}
            onBack={onBack}
            onClose={onClose}
            onDiscard={() => void discard()}
            onStop={window.stop}
          />
        </div>
      )}
    </div>
  )
}

function useHasDefault(platform: string): boolean {
  const { may } = useMe()
  const { data } = useQuery({ ...reading('listClientCredentials'), enabled: may('settings.read') })
  return data?.credentials.some((one) => one.platform.id === platform && one.isSet) ?? false
}
