import { Alert } from 'antd'
import type { ReactNode } from 'react'
import type { ConnectionTest, ConnectionView } from '#api/contract/connections.ts'
import type { PlatformView } from '#api/contract/platforms.ts'
import { Checks } from '../../parts/checks.tsx'
import { workingStates } from '../../parts/health.tsx'
import { OutcomeOf } from '../../parts/outcome.tsx'
import type { useSignInWindow } from '../../parts/sign-in-window.ts'
import { Age, Hour, Time } from '../../parts/time.tsx'
import { texts } from '../../texts/texts.ts'
import styles from './connection.module.css'

const words = texts.connection

interface HealthTabProps {
  readonly connection: ConnectionView
  readonly way: PlatformView['ways'][number] | undefined
  readonly test: {
    readonly isPending: boolean
    readonly error: Error | null
    readonly data: ConnectionTest | undefined
  }
  readonly signIn: ReturnType<typeof useSignInWindow>
}

/** How it is, since when, why; and what is known of it. */
export function HealthTab({ connection, way, test, signIn: { signIn, show } }: HealthTabProps) {
  const isShown = test.isPending || test.error !== null || test.data !== undefined || signIn.is !== 'idle'
  return (
    <div className={styles.columns}>
      <section className={styles.main} aria-labelledby="last-test">
        <h2 id="last-test">
          {words.lastTest}
          {connection.testedAt !== undefined && (
            <span className={styles.since}>
              <Age at={connection.testedAt} />
            </span>
          )}
        </h2>
        <OutcomeOf platform={connection.platform.title} signIn={signIn} test={test} onShow={show} />
        {!isShown && <Known connection={connection} />}
      </section>
      <section className={styles.side} aria-labelledby="details">
        <h2 id="details">{words.details}</h2>
        <Details connection={connection} way={way} />
      </section>
    </div>
  )
}

/** What is left of a test that was made elsewhere or earlier. */
function Known({ connection: { health, healthReason, testedAt, lastTest } }: Pick<HealthTabProps, 'connection'>) {
  if (testedAt === undefined && healthReason === undefined) {
    return <Alert type="info" showIcon title={words.neverTested} description={words.testToSee} />
  }
  const isGood = workingStates.has(health)
  const description = healthReason ?? (lastTest ? undefined : words.testToSee)
  return (
    <>
      <Alert
        type={isGood ? 'success' : 'error'}
        showIcon
        title={isGood ? texts.testSucceeded : texts.health[health]}
        {...(description !== undefined && { description })}
      />
      {lastTest && (
        <div style={{ marginTop: 12 }}>
          <Checks checks={lastTest.checks.filter(({ outcome }) => lastTest.succeeded || outcome !== 'skipped')} />
          <p className="quiet" style={{ marginTop: 8 }}>
            {words.tested} <Time at={lastTest.at} />
          </p>
        </div>
      )}
    </>
  )
}

function Details({ connection, way }: Pick<HealthTabProps, 'connection' | 'way'>) {
  const { platform, account, settings, scopeNames = {}, client, calls, addedBy, createdAt } = connection
  const facts: readonly (readonly [string, ReactNode])[] = [
    [words.platform, platform.title],
    ...(account === undefined ? [] : [[words.account, account] as const]),
    [words.signIn, way?.label ?? connection.way],
    ...((way?.clientFields.length ?? 0) > 0 ? [[words.client, words.clients[client]] as const] : []),
    ...Object.entries(settings).map(
      ([id, value]) =>
        [
          way?.fields.find((field) => field.id === id)?.label ?? id,
          <span key={id}>
            {scopeNames[id]} <span className="mono">{value}</span>
          </span>,
        ] as const,
    ),
    ...(calls ? [[words.calls, callsSaid(calls)] as const] : []),
    ...(addedBy ? [[words.addedBy, addedBy.name] as const] : []),
    [words.added, <Time key="added" at={createdAt} />],
  ]
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function callsSaid({ used, left, limit, resetsAt }: NonNullable<ConnectionView['calls']>): ReactNode {
  if (left === undefined || limit === undefined) return words.callsUsed(used)
  return (
    <>
      {words.callsOf(left, limit)}
      {resetsAt !== undefined && (
        <span className="quiet">
          {' · '}
          {words.callsFull} <Hour at={resetsAt} />
        </span>
      )}
    </>
  )
}
