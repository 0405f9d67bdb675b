import { AutoComplete, Input } from 'antd'
import type { PlatformView } from '#api/contract/platforms.ts'
import { texts } from '../texts/texts.ts'

type Field = PlatformView['ways'][number]['fields'][number]

/** What a field of a manifest is typed into, for a form’s item to hold. Its choices are offered; anything else goes too. */
export function fieldInput({ kind, choices }: Pick<Field, 'kind' | 'choices'>, placeholder?: string) {
  const hint = placeholder !== undefined && { placeholder }
  if (kind === 'secret') return <Input.Password autoComplete="new-password" {...hint} />
  if (choices) {
    const options = choices.map(({ value, label }) => ({ value, label: texts.choiceOf(label, value) }))
    return <AutoComplete options={options} {...hint} />
  }
  return <Input type={kind === 'url' ? 'url' : 'text'} autoComplete="off" spellCheck={false} {...hint} />
}
