import { useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import type { FlaggedPage } from '#api/contract/flagged.ts'
import { api } from '../api.ts'
import { addressOf } from '../ask.ts'
import { useMe } from '../me.ts'
import { texts } from '../texts/texts.ts'
import { Confirm } from './confirm.tsx'
import { retryItems } from './retry-items.ts'
import styles from './causes.module.css'

const words = texts.causes

type Cause = NonNullable<FlaggedPage['reasons']>[number]

interface CausesProps {
  readonly causes: readonly Cause[]
  /** What the list is narrowed to besides; acts and exports keep to it. */
  readonly within: { readonly run?: string | undefined; readonly text?: string | undefined }
  /** A run of the job is not finished, so nothing can be tried again yet. */
  readonly isBusy?: boolean
  readonly onShow: (reason: string) => void
  /** A run has begun that tries items again. */
  readonly onRetried?: (runs: readonly string[]) => void
}

/** Why items need a person: how many each, what to do, and acts upon all of them at once. */
export function Causes({ causes, within, isBusy = false, onShow, onRetried }: CausesProps) {
  const { may } = useMe()
  const { message } = App.useApp()
  const client = useQueryClient()
  const [asked, setAsked] = useState<{ readonly act: 'retry' | 'ignore'; readonly cause: Cause }>()
  // The words stay while the dialog closes.
  const [isOpen, setOpen] = useState(false)
  const ask = (act: 'retry' | 'ignore', cause: Cause) => {
    setAsked({ act, cause })
    setOpen(true)
  }

  async function carryOut() {
    if (!asked) return
    const filter = { ...within, reason: asked.cause.reason }
    if (asked.act === 'ignore') {
      const { items } = await api.ignoreItems(filter)
      void message.success(words.ignored(items))
    } else {
      const { runs, sentence, isPartial } = await retryItems(filter)
      void (isPartial ? message.warning(sentence, 10) : message.success(sentence))
      onRetried?.(runs)
    }
    await Promise.all(
      ['listFlagged', 'showRun', 'listItems', 'listRuns'].map((name) => client.invalidateQueries({ queryKey: [name] })),
    )
  }

  return (
    <>
      <ul className={styles.causes}>
        {causes.map((cause) => {
          const { reason, words: why, items, remedy } = cause
          const what = words.of(items, why)
          const query = { ...within, reason, format: 'xlsx' }
          return (
            <li key={reason}>
              <div className={styles.why}>
                <strong>{what}</strong>
                {remedy !== undefined && <span className="quiet">{remedy}</span>}
              </div>
              <div className={styles.acts}>
                <Button
                  size="small"
                  type="text"
                  aria-label={words.named(words.show, what)}
                  onClick={() => onShow(reason)}
                >
                  {words.show}
                </Button>
                <Button
                  size="small"
                  type="text"
                  aria-label={words.named(words.export, what)}
                  href={addressOf('exportFlagged', { query })}
                  download
                >
                  {words.export}
                </Button>
                {may('runs.control') && (
                  <>
                    <Button
                      size="small"
                      aria-label={words.named(words.ignore(items), why)}
                      onClick={() => ask('ignore', cause)}
                    >
                      {words.ignore(items)}
                    </Button>
                    <Button
                      size="small"
                      aria-label={words.named(words.retry(items), why)}
                      disabled={isBusy}
                      {...(isBusy && { title: words.busy })}
                      onClick={() => ask('retry', cause)}
                    >
                      {words.retry(items)}
                    </Button>
                  </>
                )}
              </div>
            </li>
          )
        })}
      </ul>
      <Confirm
        isOpen={isOpen}
        isDanger={false}
        title={words[asked?.act === 'ignore' ? 'ignoreTitle' : 'retryTitle'](asked?.cause.items ?? 0)}
        sentence={asked?.act === 'ignore' ? words.ignoreSentence : words.retrySentence}
        act={words[asked?.act ?? 'retry'](asked?.cause.items ?? 0)}
        onAct={carryOut}
        onClose={() => setOpen(false)}
      />
    </>
  )
}
