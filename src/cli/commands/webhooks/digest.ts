import type { WebhookDigest, WebhookView } from '#api/contract/webhooks.ts'

export interface DigestFlags {
  readonly daily?: string | undefined
  readonly weekly?: string | undefined
  readonly timeZone?: string | undefined
}

export const dailyFlag = [
  '--daily <times>',
  'one e-mail a day at these times, in place of one for each thing: 08:00',
] as const
export const weeklyFlag = ['--weekly <days>', 'the same on these days of the week: "mon 08:00"'] as const
export const timeZoneFlag = [
  '--time-zone <zone>',
  'whose clock counts for them: Europe/Amsterdam (default: UTC)',
] as const

/** The digest that the flags ask for; the server says what is wrong with it. */
export function digestOf({ daily, weekly, timeZone }: DigestFlags): WebhookDigest | undefined {
  const given = Object.entries({ daily, weekly, timeZone }).filter(([, value]) => value !== undefined)
  return given.length === 0 ? undefined : Object.fromEntries(given)
}

/** `run.failed, run.flagged; as a digest daily 08:00 (UTC)`. */
export function toldOf({ events, digest }: WebhookView): string {
  if (!digest) return events.join(', ')
  const { daily, weekly, timeZone = 'UTC' } = digest
  const when = weekly === undefined ? `daily ${daily}` : `weekly ${weekly}`
  return `${events.join(', ')}; as a digest ${when} (${timeZone})`
}
