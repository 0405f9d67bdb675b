import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  EditOutlined,
  FlagOutlined,
  MinusCircleOutlined,
  RedoOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { ItemView } from '#api/contract/runs.ts'
import { texts } from '../texts/texts.ts'
import { StateTag, type Tone } from './state-tag.tsx'

export type ItemStateName = ItemView['state']

const looks: Readonly<Record<ItemStateName, readonly [Tone, ReactNode]>> = {
  pending: ['neutral', <ClockCircleOutlined key="icon" aria-hidden />],
  retrying: ['waiting', <RedoOutlined key="icon" aria-hidden />],
  succeeded: ['good', <CheckCircleOutlined key="icon" aria-hidden />],
  revised: ['changed', <EditOutlined key="icon" aria-hidden />],
  flagged: ['bad', <FlagOutlined key="icon" aria-hidden />],
  ignored: ['neutral', <MinusCircleOutlined key="icon" aria-hidden />],
}

export const itemStates = Object.keys(looks) as ItemStateName[]
export const toneOf = (state: ItemStateName): Tone => looks[state][0]

interface ItemStateProps {
  readonly state: ItemStateName
  /** How many there are. */
  readonly count?: number
}

/** How an item ended, in a word. */
export function ItemState({ state, count }: ItemStateProps) {
  const [tone, icon] = looks[state]
  return (
    <StateTag tone={tone} icon={icon}>
      {count === undefined ? texts.itemStates[state] : texts.counted(count, texts.itemStates[state])}
    </StateTag>
  )
}
