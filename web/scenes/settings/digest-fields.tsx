import { Form, Input, Select } from 'antd'
import type { WebhookDigest } from '#api/contract/webhooks.ts'
import { timeZones } from '../../parts/time-zones.ts'
import { texts } from '../../texts/texts.ts'

const words = texts.webhooks
const { parts } = texts.schedule

export type Rhythm = keyof typeof words.rhythms

/** What the form says of digests. */
export interface DescribedDigest extends WebhookDigest {
  readonly rhythm: Rhythm
}

export function describedDigest(digest: WebhookDigest | undefined): DescribedDigest {
  const rhythm = digest?.weekly !== undefined ? 'weekly' : digest ? 'daily' : 'atOnce'
  return { daily: '08:00', weekly: 'mon 08:00', timeZone: 'UTC', ...digest, rhythm }
}

/** What is sent of it; `null` for none. */
export function digestIn({ rhythm, timeZone, ...times }: DescribedDigest): WebhookDigest | null {
  return rhythm === 'atOnce' ? null : { [rhythm]: times[rhythm], timeZone }
}

/** When an e-mail address is told: of each thing at once, or of all in one letter. Fields of a form, under `digest`. */
export function DigestFields() {
  const rhythm = Form.useWatch<Rhythm | undefined>(['digest', 'rhythm'])
  return (
    <>
      <Form.Item name={['digest', 'rhythm']} label={words.digest} extra={words.digestHelp}>
        <Select options={Object.entries(words.rhythms).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      {rhythm !== undefined && rhythm !== 'atOnce' && (
        <>
          <Form.Item
            key={rhythm}
            name={['digest', rhythm]}
            label={parts[rhythm]}
            rules={[{ required: true, message: texts.required(parts[rhythm]) }]}
          >
            <Input autoComplete="off" placeholder={describedDigest(undefined)[rhythm] ?? ''} />
          </Form.Item>
          <Form.Item name={['digest', 'timeZone']} label={parts.timeZone}>
            <Select showSearch options={timeZones.map((value) => ({ value, label: value }))} />
          </Form.Item>
        </>
      )}
    </>
  )
}
