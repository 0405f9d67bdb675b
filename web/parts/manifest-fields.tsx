import { Form } from 'antd'
import type { PlatformView } from '#api/contract/platforms.ts'
import { texts } from '../texts/texts.ts'
import { fieldInput } from './field-input.tsx'
import styles from './manifest-fields.module.css'

type Field = PlatformView['ways'][number]['fields'][number]

interface ManifestFieldsProps {
  readonly fields: readonly Field[]
  /** All in their order, nothing folded away. */
  readonly isOpen?: boolean
}

/** The fields of a way to sign in, as its manifest describes them; those that are seldom needed are folded away. */
export function ManifestFields({ fields, isOpen = false }: ManifestFieldsProps) {
  if (isOpen) return fields.map(itemOf)
  const seldom = fields.filter(({ isRequired }) => !isRequired)
  return (
    <>
      {fields.filter(({ isRequired }) => isRequired).map(itemOf)}
      {seldom.length > 0 && (
        <details className={styles.more}>
          <summary>{texts.addConnection.more}</summary>
          {seldom.map(itemOf)}
        </details>
      )}
    </>
  )
}

function itemOf(field: Field) {
  const { id, label, help, isRequired, suggestion } = field
  return (
    <Form.Item
      key={id}
      name={['values', id]}
      label={label}
      extra={help}
      {...(suggestion !== undefined && { initialValue: suggestion })}
      rules={[{ required: isRequired, whitespace: true, message: texts.required(label) }]}
    >
      {fieldInput(field)}
    </Form.Item>
  )
}
