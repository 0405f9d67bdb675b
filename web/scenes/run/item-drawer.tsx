import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { App, Button, Drawer } from 'antd'
import type { ItemDetails, RunView } from '#api/contract/runs.ts'
import { api } from '../../api.ts'
import { useMe } from '../../me.ts'
import { Copyable } from '../../parts/copyable.tsx'
import { Failed } from '../../parts/failed.tsx'
import { ItemState } from '../../parts/item-state.tsx'
import { Loading } from '../../parts/loading.tsx'
import { retryItems } from '../../parts/retry-items.ts'
import { hasEnded } from '../../parts/run-state.tsx'
import { useSayProblem } from '../../parts/say-problem.tsx'
import { sizeOf } from '../../parts/size.ts'
import { Time } from '../../parts/time.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import { itemIn } from './opened-item.ts'
import styles from './item-drawer.module.css'

const words = texts.item
const here = getRouteApi('/inside/runs/$run')

/** All that is kept of the item that the address names. */
export function ItemDrawer({ run }: { readonly run: RunView }) {
  const { item } = here.useSearch()
  const navigate = here.useNavigate()
  const opened = item === undefined ? undefined : itemIn(item)
  const close = () => void navigate({ search: ({ item: _, ...rest }) => rest, resetScroll: false })
  return (
    <Drawer open={opened !== undefined} title={words.title} onClose={close} size={560} destroyOnHidden>
      {opened && <Details run={run} item={opened} onActed={close} />}
    </Drawer>
  )
}

interface DetailsProps {
  readonly run: RunView
  readonly item: NonNullable<ReturnType<typeof itemIn>>
  readonly onActed: () => void
}

function Details({ run, item, onActed }: DetailsProps) {
  const { data, error, refetch } = useQuery(reading('showItem', run.id, item))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Loading lines={6} />
  const { state, words: why, sentence, remedy, attempts, verified, finishedAt } = data
  return (
    <div className={styles.details}>
      <ItemState state={state} />
      <p className={styles.why}>{sentence || why}</p>
      {remedy !== undefined && <p className="quiet">{remedy}</p>}
      <Side title={words.atSource} path={data.source} side={data.atSource} sha256={data.sourceSha256} />
      {data.destination === undefined ? (
        <p className="quiet">{words.notThere}</p>
      ) : (
        <Side
          title={data.destination === data.source ? words.atDestination : words.renamedThere}
          path={data.destination}
          side={data.atDestination}
          sha256={data.destinationSha256}
        />
      )}
      <dl className={styles.facts}>
        <dt>{words.attempts}</dt>
        <dd>{attempts === 0 ? words.noAttempt : attempts.toLocaleString('en-GB')}</dd>
        {data.versions !== undefined && (
          <>
            <dt>{words.versions}</dt>
            <dd>{data.versions.toLocaleString('en-GB')}</dd>
          </>
        )}
        <dt>{words.proven}</dt>
        <dd>{verified ? texts.run.provenBy[verified] : words.notProven}</dd>
        {finishedAt !== undefined && (
          <>
            <dt>{words.receipt}</dt>
            <dd>
              <Time at={finishedAt} />
            </dd>
          </>
        )}
      </dl>
      {state === 'flagged' && <Acts run={run} source={data.source} onActed={onActed} />}
    </div>
  )
}

interface SideProps {
  readonly title: string
  readonly path: string
  readonly side: ItemDetails['atSource']
  readonly sha256: string | undefined
}

function Side({ title, path, side, sha256 }: SideProps) {
  const { size, modifiedAt, id, version } = side ?? {}
  return (
    <section className={styles.side}>
      <Copyable label={title} text={path} />
      <dl className={styles.facts}>
        {size !== undefined && (
          <>
            <dt>{words.size}</dt>
            <dd>{words.sizeOf(sizeOf(size), size)}</dd>
          </>
        )}
        {modifiedAt !== undefined && (
          <>
            <dt>{words.modified}</dt>
            <dd>
              <Time at={modifiedAt} />
            </dd>
          </>
        )}
        {id !== undefined && (
          <>
            <dt>{words.id}</dt>
            <dd className="mono">{id}</dd>
          </>
        )}
        {version !== undefined && (
          <>
            <dt>{words.version}</dt>
            <dd className="mono">{version}</dd>
          </>
        )}
        {sha256 !== undefined && (
          <>
            <dt>SHA-256</dt>
            <dd className={`mono ${styles.hash}`}>{sha256}</dd>
          </>
        )}
      </dl>
    </section>
  )
}

interface ActsProps {
  readonly run: RunView
  readonly source: string
  readonly onActed: () => void
}

function Acts({ run: { id, state }, source, onActed }: ActsProps) {
  const { may } = useMe()
  const { message } = App.useApp()
  const sayProblem = useSayProblem()
  const client = useQueryClient()
  if (!may('runs.control')) return null
  const act = async (what: () => Promise<string>) => {
    try {
      void message.success(await what())
      onActed()
      await Promise.all(
        ['listFlagged', 'showRun', 'listItems', 'listRuns'].map((name) =>
          client.invalidateQueries({ queryKey: [name] }),
        ),
      )
    } catch (error) {
      sayProblem(error instanceof Error ? error : new Error(texts.refused))
    }
  }
  return (
    <div className={styles.acts}>
      <Button
        onClick={() => void act(async () => texts.causes.ignored((await api.ignoreItems({ run: id, source })).items))}
      >
        {words.ignore}
      </Button>
      <Button
        type="primary"
        disabled={!hasEnded(state)}
        {...(!hasEnded(state) && { title: texts.causes.busy })}
        onClick={() => void act(async () => (await retryItems({ run: id, source })).sentence)}
      >
        {words.retry}
      </Button>
    </div>
  )
}
