import type { FactView } from '#api/contract/comparison.ts'
import { FactValue } from '../../parts/fact-value.tsx'
import { Panel } from '../../parts/panel.tsx'
import { Source } from '../../parts/source.tsx'
import { Table } from '../../parts/table.tsx'
import { texts } from '../../texts/texts.ts'

const words = texts.platform

interface FactTableProps {
  readonly title: string
  readonly sentence?: string
  readonly facts: readonly FactView[]
}

/** Facts of one kind; nothing where there are none. */
export function FactTable({ title, sentence, facts }: FactTableProps) {
  if (facts.length === 0) return null
  const isKnown = facts.some(({ value }) => value !== undefined)
  return (
    <Panel title={title} {...(sentence !== undefined && { sentence })}>
      <Table
        label={title}
        rows={facts}
        idOf={({ fact }) => fact}
        columns={[
          { key: 'label', title: words.fact, width: '40%', render: ({ label }) => label },
          ...(isKnown
            ? [
                {
                  key: 'value',
                  title: words.value,
                  width: '30%',
                  render: (fact: FactView) => <FactValue fact={fact} />,
                },
                { key: 'source', title: words.source, render: ({ source }: FactView) => <Source source={source} /> },
              ]
            : []),
        ]}
      />
    </Panel>
  )
}
