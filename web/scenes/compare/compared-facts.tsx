import { CheckOutlined, DiffOutlined, QuestionOutlined } from '@ant-design/icons'
import { Button, Radio } from 'antd'
import type { ReactNode } from 'react'
import type { ComparedFact, Comparison } from '#api/contract/comparison.ts'
import { FactValue } from '../../parts/fact-value.tsx'
import { Notice } from '../../parts/notice.tsx'
import { StateTag, type Tone } from '../../parts/state-tag.tsx'
import { Table } from '../../parts/table.tsx'
import { texts } from '../../texts/texts.ts'
import styles from './compare.module.css'
import { shows } from './route.ts'

const words = texts.compare
type Show = (typeof shows)[number]

const looks: Readonly<Record<ComparedFact['verdict'], readonly [Tone, ReactNode]>> = {
  same: ['good', <CheckOutlined key="icon" aria-hidden />],
  differs: ['waiting', <DiffOutlined key="icon" aria-hidden />],
  'not-known': ['neutral', <QuestionOutlined key="icon" aria-hidden />],
}

const isShown: Readonly<Record<Show, (fact: ComparedFact) => boolean>> = {
  all: () => true,
  differing: ({ verdict }) => verdict === 'differs',
  losing: ({ there }) => there !== undefined,
}

interface ComparedFactsProps {
  readonly comparison: Comparison
  readonly show: Show
  readonly onShow: (show: Show) => void
}

/** The facts of both sides, and what is lost on the way from the first to the second. */
export function ComparedFacts({ comparison: { from, to, facts, sums }, show, onShow }: ComparedFactsProps) {
  const labels = {
    all: words.all(facts.length),
    differing: words.differing(sums.differs),
    losing: words.losing(sums.lostThere),
  }
  return (
    <>
      <div className={styles.show}>
        <Radio.Group
          aria-label={words.show}
          optionType="button"
          value={show}
          options={shows.map((value) => ({ value, label: labels[value] }))}
          onChange={({ target }) => onShow(target.value as Show)}
        />
        <span className="quiet">{words.back(sums.lostBack, to.title, from.title)}</span>
      </div>
      <Table
        label={words.title}
        rows={facts.filter(isShown[show])}
        idOf={({ fact }) => fact}
        empty={
          <Notice title={words.nothing.title} sentence={words.nothing.sentence}>
            <Button onClick={() => onShow('all')}>{words.nothing.act}</Button>
          </Notice>
        }
        columns={[
          { key: 'label', title: words.fact, render: ({ label }) => <span className={styles.what}>{label}</span> },
          { key: 'from', title: from.title, render: (fact) => <FactValue fact={fact.from} /> },
          { key: 'to', title: to.title, render: (fact) => <FactValue fact={fact.to} /> },
          {
            key: 'verdict',
            title: words.verdict,
            render: ({ verdict }) => (
              <StateTag tone={looks[verdict][0]} icon={looks[verdict][1]}>
                {words[verdict]}
              </StateTag>
            ),
          },
          {
            key: 'loss',
            title: words.onTheWay(from.title, to.title),
            render: ({ there }) =>
              there ? (
                <span className={styles.loss}>
                  {there.lost} <span>{there.done}</span>
                </span>
              ) : (
                <span className="quiet">{words.nothingLost}</span>
              ),
          },
        ]}
      />
    </>
  )
}
