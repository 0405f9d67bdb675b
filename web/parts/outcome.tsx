import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'
import type { ConnectionTest } from '#api/contract/connections.ts'
import { Checks } from './checks.tsx'
import { ProblemOf } from './problem.tsx'
import styles from './outcome.module.css'
import type { SignIn } from './sign-in-window.ts'
import { texts } from '../texts/texts.ts'

const words = texts.addConnection

interface OutcomeProps {
  /** The platform's title. */
  readonly platform: string
  readonly signIn: SignIn
  readonly test: {
    readonly isPending: boolean
    readonly error: Error | null
    readonly data: ConnectionTest | undefined
  }
  readonly onShow: () => void
}

/** How the sign-in or the test stands, said aloud as it changes. */
export function OutcomeOf(props: OutcomeProps) {
  return <div aria-live="polite">{said(props)}</div>
}

function said({ platform, signIn, test, onShow }: OutcomeProps): ReactNode {
  if (test.isPending) return <Alert type="info" showIcon title={words.testing} />
  if (test.error) {
    return (
      <Alert
        type="error"
        showIcon
        title={words.failed}
        description={
          <>
            <p>{test.error.message}</p>
            <ProblemOf error={test.error} />
          </>
        }
      />
    )
  }
  if (test.data) {
    const { succeeded, sentence, checks } = test.data
    return (
      <>
        <Alert
          type={succeeded ? 'success' : 'error'}
          showIcon
          title={succeeded ? texts.testSucceeded : words.failed}
          {...(!succeeded && { description: sentence })}
        />
        <div style={{ marginTop: 12 }}>
          {/* What was not looked at, after something had failed, says nothing. */}
          <Checks checks={checks.filter(({ outcome }) => succeeded || outcome !== 'skipped')} />
        </div>
      </>
    )
  }
  return signInSaid(platform, signIn, onShow)
}

function signInSaid(platform: string, signIn: SignIn, onShow: () => void): ReactNode {
  switch (signIn.is) {
    case 'idle':
      return undefined
    case 'opening':
      return <Alert type="info" showIcon title={words.opening(platform)} />
    case 'waiting':
      return (
        <Alert
          type="info"
          showIcon
          title={words.waiting(platform)}
          description={
            <div className={styles.waiting}>
              {words.waitingHelp}
              <Button size="small" onClick={onShow}>
                {words.showWindow}
              </Button>
            </div>
          }
        />
      )
    case 'blocked':
      return (
        <Alert
          type="warning"
          showIcon
          title={words.blocked}
          description={
            <>
              {words.blockedHelp}{' '}
              <a className={styles.link} href={signIn.url} target="gantry-sign-in" rel="opener">
                {words.blockedLink(platform)}
              </a>
            </>
          }
        />
      )
    case 'closed':
      return <Alert type="warning" showIcon title={words.closed} description={words.closedHelp} />
    case 'timed-out':
      return <Alert type="warning" showIcon title={words.timedOut} description={words.timedOutHelp} />
    case 'failed':
      return <Alert type="error" showIcon title={words.failed} description={signIn.sentence || words.failedHelp} />
    case 'succeeded':
      return (
        <Alert
          type="success"
          showIcon
          title={texts.testSucceeded}
          description={words.connected(signIn.connection.name)}
        />
      )
  }
}
