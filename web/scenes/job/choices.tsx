import type { JobView } from '#api/contract/jobs.ts'
import { choiceLabel } from '../../parts/choice-label.ts'
import { Facts } from '../../parts/facts.tsx'
import { Panel } from '../../parts/panel.tsx'
import { texts } from '../../texts/texts.ts'

type Options = JobView['options']

const names = Object.keys(texts.choices) as (keyof Options)[]

export function Choices({ options }: { readonly options: Options }) {
  return (
    <Panel title={texts.job.choices}>
      <Facts facts={names.map((name) => [texts.choices[name], choiceLabel(name, options[name])])} />
    </Panel>
  )
}
