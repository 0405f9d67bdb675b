import { useQuery } from '@tanstack/react-query'
import type { RunView } from '#api/contract/runs.ts'
import { durationOf } from '../../parts/duration.ts'
import { everyWhile } from '../../parts/every.ts'
import { Failed } from '../../parts/failed.tsx'
import { Panel } from '../../parts/panel.tsx'
import { sizeOf } from '../../parts/size.ts'
import { Time } from '../../parts/time.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import { speedsOf, type Speed } from './speeds.ts'
import styles from './throughput.module.css'

const words = texts.run

const [width, height] = [1000, 100]

/** Items and content over time, with the times in which the run waited. */
export function ThroughputChart({ run }: { readonly run: RunView }) {
  const { data, error, refetch } = useQuery({
    ...reading('showThroughput', run.id),
    enabled: run.kind === 'run',
    refetchInterval: everyWhile([run]),
  })
  if (error && !data) {
    return (
      <Panel title={words.throughput}>
        <Failed error={error} onRetry={() => void refetch()} />
      </Panel>
    )
  }
  const speeds = speedsOf(data?.samples ?? [])
  const [first, last] = [speeds[0], speeds.at(-1)]
  // One stretch is an average, not a curve.
  if (!first || !last || speeds.length < 3) return null
  const span = last.until - first.from
  const x = (at: number) => ((at - first.from) / span) * width
  const waits = waitsOf(speeds)
  return (
    <Panel title={words.throughput}>
      <div className={styles.charts}>
        {charts.map(({ title, of, show }) => {
          const most = Math.max(...speeds.map(of))
          const curve = speeds.map((speed) => `H${x(speed.from)} V${yOf(of(speed), most)} H${x(speed.until)}`).join(' ')
          const average = speeds.reduce((sum, speed) => sum + of(speed) * (speed.until - speed.from), 0) / span
          return (
            <figure key={title} className={styles.chart}>
              <figcaption>
                <span>{title}</span>
                <span className="quiet">{words.speeds(show(average), show(most))}</span>
              </figcaption>
              <svg
                viewBox={`0 0 ${width} ${height}`}
                preserveAspectRatio="none"
                role="img"
                aria-label={[
                  title,
                  words.speeds(show(average), show(most)),
                  ...waits.map(({ sentence }) => sentence),
                ].join('. ')}
              >
                {waits.map((wait) => (
                  <rect
                    key={wait.from}
                    className={styles.wait}
                    x={x(wait.from)}
                    width={Math.max(2, x(wait.until) - x(wait.from))}
                    height={height}
                  >
                    <title>{wait.sentence}</title>
                  </rect>
                ))}
                <path className={styles.curve} d={`M0 ${height} ${curve} V${height} Z`} />
              </svg>
            </figure>
          )
        })}
      </div>
      <p className={styles.times}>
        <Time at={new Date(first.from).toISOString()} />
        {waits.length > 0 && (
          <span className={styles.legend}>{[...new Set(waits.map(({ words: why }) => why))].join(', ')}</span>
        )}
        <Time at={new Date(last.until).toISOString()} />
      </p>
    </Panel>
  )
}

const charts = [
  {
    title: words.itemsPerSecond,
    of: ({ items }: Speed) => items,
    show: (speed: number) => words.perSecond(rounded(speed)),
  },
  {
    title: words.bytesPerSecond,
    of: ({ bytes }: Speed) => bytes,
    show: (speed: number) => words.perSecond(sizeOf(speed)),
  },
] as const

function rounded(speed: number): string {
  return speed.toLocaleString('en-GB', { maximumFractionDigits: speed < 10 ? 1 : 0 })
}

function yOf(value: number, most: number): number {
  return most === 0 ? height : height - (value / most) * (height - 4)
}

/** Stretches of waiting that follow each other are one. */
function waitsOf(speeds: readonly Speed[]) {
  const waits: { from: number; until: number; words: string; sentence: string }[] = []
  for (const { from, until, rest } of speeds) {
    if (rest === undefined) continue
    const why = rest === 'paused' ? texts.runStates.paused : words.waitingFor[rest]
    const last = waits.at(-1)
    if (last?.words === why && last.until === from) last.until = until
    else waits.push({ from, until, words: why, sentence: '' })
  }
  for (const wait of waits) wait.sentence = words.waited(wait.words, durationOf(wait.until - wait.from))
  return waits
}
