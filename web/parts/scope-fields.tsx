import { useQuery } from '@tanstack/react-query'
import { Alert, Form, Select } from 'antd'
import type { ConnectionView, ScopeChoices } from '#api/contract/connections.ts'
import type { PlatformView } from '#api/contract/platforms.ts'
import { reading } from '../reading.ts'
import { texts } from '../texts/texts.ts'
import { ManifestFields } from './manifest-fields.tsx'

type Field = PlatformView['ways'][number]['fields'][number]
type Scope = ScopeChoices['fields'][number]
type Values = Readonly<Record<string, string | undefined>>

interface ScopeFieldsProps {
  readonly connection: ConnectionView
  /** Those of its way that narrow it. */
  readonly fields: readonly Field[]
}

/**
 * What a connection is narrowed to, chosen among what its account sees: items for the form that they stand in. Where that
 * cannot be asked for, it is typed.
 */
export function ScopeFields({ connection, fields }: ScopeFieldsProps) {
  const form = Form.useFormInstance()
  const values = (Form.useWatch('values', form) as Values | undefined) ?? connection.settings
  const { data, error } = useQuery({ ...reading('listChoices', connection.id), staleTime: 300_000, retry: false })
  if (error) {
    return (
      <>
        <Alert type="warning" showIcon title={texts.addConnection.scope.failed} description={error.message} />
        <ManifestFields fields={fields} isOpen />
      </>
    )
  }
  const scopes = data?.fields ?? []

  /** What is chosen says what it belongs to, and what belongs to something else is chosen no more. */
  const onChoose = (scope: Scope, value: string) => {
    const within = scope.choices.find((choice) => choice.value === value)?.within ?? {}
    const next: Values = { ...values, ...within, [scope.id]: value }
    const inner = scopes.slice(scopes.indexOf(scope) + 1).filter(({ id, choices }) => {
      const chosen = choices.find((choice) => choice.value === next[id])
      return chosen && !fits(chosen.within, next)
    })
    form.setFieldsValue({ values: { ...next, ...Object.fromEntries(inner.map(({ id }) => [id, ''])) } })
  }

  return fields.map(({ id, scope: words }) => {
    const scope = scopes.find((one) => one.id === id)
    return (
      <Form.Item key={id} name={['values', id]} label={words?.label} initialValue={connection.settings[id] ?? ''}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          loading={!data}
          disabled={!data}
          options={optionsOf(scope, scopes, values, words?.all ?? '')}
          onChange={(value: string) => scope && onChoose(scope, value)}
        />
      </Form.Item>
    )
  })
}

const fits = (within: Values, values: Values) =>
  Object.entries(within).every(([id, value]) => (values[id] ?? '') === '' || values[id] === value)

/** All of them, then each; below what they belong to, where that is not chosen. */
function optionsOf(scope: Scope | undefined, scopes: readonly Scope[], values: Values, all: string) {
  const first = { value: '', label: all }
  if (!scope) return [first]
  const shown = scope.choices.filter(({ within }) => fits(within, values))
  const chosen = values[scope.id] ?? ''
  // It may have been typed, or be seen no more.
  const unseen = chosen === '' || shown.some(({ value }) => value === chosen) ? [] : [{ value: chosen, label: chosen }]
  const groups = Map.groupBy(shown, ({ within }) => outerOf(within, scopes))
  if (groups.size < 2) return [first, ...unseen, ...shown.map(optionOf)]
  return [
    first,
    ...unseen,
    ...[...groups].map(([label, some]) => ({ label, title: label, options: some.map(optionOf) })),
  ]
}

const optionOf = ({ value, label }: Scope['choices'][number]) => ({ value, label })

function outerOf(within: Values, scopes: readonly Scope[]): string {
  const names = Object.entries(within).map(
    ([id, value]) =>
      scopes.find((one) => one.id === id)?.choices.find((one) => one.value === value)?.label ?? value ?? '',
  )
  return names.join(' / ')
}
