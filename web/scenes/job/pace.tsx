import type { JobView } from '#api/contract/jobs.ts'
import { Facts } from '../../parts/facts.tsx'
import { Panel } from '../../parts/panel.tsx'
import { texts } from '../../texts/texts.ts'

const words = texts.pace

/** How much of the installation the job may take; nothing where it is as usual. */
export function Pace({ pace: { priority, bandwidth, bandwidthBetween } }: Pick<JobView, 'pace'>) {
  if ((priority ?? bandwidth ?? bandwidthBetween) === undefined) return null
  return (
    <Panel title={words.title} sentence={words.help}>
      <Facts
        facts={[
          [words.parts.priority, priority && words.priorities[priority]],
          [words.parts.bandwidth, bandwidth && texts.run.perSecond(bandwidth)],
          [words.parts.bandwidthBetween, bandwidthBetween?.join(', ')],
        ]}
      />
    </Panel>
  )
}
