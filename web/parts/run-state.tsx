import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  CloseCircleOutlined,
  FlagOutlined,
  PauseCircleOutlined,
  SyncOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { RunView } from '#api/contract/runs.ts'
import { texts } from '../texts/texts.ts'
import { StateTag, type Tone } from './state-tag.tsx'

type State = RunView['state']

const looks: Readonly<Record<State, readonly [Tone, ReactNode]>> = {
  queued: ['neutral', <ClockCircleOutlined key="icon" aria-hidden />],
  scanning: ['running', <SyncOutlined key="icon" aria-hidden />],
  transferring: ['running', <SyncOutlined key="icon" aria-hidden />],
  verifying: ['running', <SyncOutlined key="icon" aria-hidden />],
  waiting: ['waiting', <ClockCircleOutlined key="icon" aria-hidden />],
  pausing: ['waiting', <PauseCircleOutlined key="icon" aria-hidden />],
  paused: ['neutral', <PauseCircleOutlined key="icon" aria-hidden />],
  cancelling: ['waiting', <CloseCircleOutlined key="icon" aria-hidden />],
  cancelled: ['neutral', <CloseCircleOutlined key="icon" aria-hidden />],
  completed: ['good', <CheckCircleOutlined key="icon" aria-hidden />],
  'completed-with-flags': ['bad', <FlagOutlined key="icon" aria-hidden />],
  failed: ['bad', <CloseCircleOutlined key="icon" aria-hidden />],
}

export const runStates = Object.keys(looks) as State[]

const ended = new Set<State>(['completed', 'completed-with-flags', 'failed', 'cancelled'])

export const hasEnded = (state: State): boolean => ended.has(state)

/** A job tells of its last run's state as text. */
export const isRunState = (state: string): state is State => Object.hasOwn(looks, state)

/** Where a run is, in a word. */
export function RunState({ state }: { readonly state: State }) {
  const [tone, icon] = looks[state]
  return (
    <StateTag tone={tone} icon={icon}>
      {texts.runStates[state]}
    </StateTag>
  )
}
