import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  ExclamationCircleOutlined,
  KeyOutlined,
  LockOutlined,
  PauseCircleOutlined,
  QuestionCircleOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { ConnectionView } from '#api/contract/connections.ts'
import { texts } from '../texts/texts.ts'
import { StateTag, type Tone } from './state-tag.tsx'
import { Hour } from './time.tsx'

export type HealthState = ConnectionView['health']

const looks: Readonly<Record<HealthState, readonly [Tone, ReactNode]>> = {
  healthy: ['good', <CheckCircleOutlined key="icon" aria-hidden />],
  'never-tested': ['neutral', <QuestionCircleOutlined key="icon" aria-hidden />],
  'sign-in-needed': ['bad', <KeyOutlined key="icon" aria-hidden />],
  limited: ['waiting', <ClockCircleOutlined key="icon" aria-hidden />],
  'permission-missing': ['bad', <LockOutlined key="icon" aria-hidden />],
  paused: ['neutral', <PauseCircleOutlined key="icon" aria-hidden />],
  failing: ['bad', <ExclamationCircleOutlined key="icon" aria-hidden />],
}

export const healthStates = Object.keys(looks) as HealthState[]

/** Those in which a test has succeeded. */
export const workingStates: ReadonlySet<HealthState> = new Set(['healthy', 'limited'])

/** How a connection is, in a word. */
export function Health({ health, limitedUntil }: Pick<ConnectionView, 'health' | 'limitedUntil'>) {
  const [tone, icon] = looks[health]
  return (
    <StateTag tone={tone} icon={icon}>
      {limitedUntil === undefined ? (
        texts.health[health]
      ) : (
        <>
          {texts.limitedUntil} <Hour at={limitedUntil} />
        </>
      )}
    </StateTag>
  )
}

/** How many are like that. */
export function HealthCount({ health, count }: { readonly health: HealthState; readonly count: number }) {
  const [tone, icon] = looks[health]
  return (
    <StateTag tone={tone} icon={icon}>
      {texts.counted(count, texts.health[health])}
    </StateTag>
  )
}
