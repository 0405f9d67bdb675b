import type { JobPace } from '#api/contract/pace.ts'
import type { JobSchedule } from '#api/contract/schedule.ts'
import { bytesIn } from '#engine/amounts.ts'
import { isOpen } from './hours.ts'

/** The most bytes that a job may move in a second at this moment; undefined without a limit. The first hours that fit count. */
export function bandwidthAt(
  { bandwidth, bandwidthBetween = [] }: JobPace,
  { timeZone }: Pick<JobSchedule, 'timeZone'>,
  at: number,
): number | undefined {
  const inHours = bandwidthBetween.map(partsOf).find(({ hours }) => isOpen({ onlyBetween: [hours], timeZone }, at))
  const limit = inHours?.limit ?? bandwidth
  return limit === undefined ? undefined : Math.max(1, bytesIn(limit))
}

/** `mon-fri 08:00-18:00 2 MB`, which the contract has checked. */
function partsOf(text: string): { readonly hours: string; readonly limit: string } {
  const [, hours = '', limit = ''] = /^(.*\S) (\d\S*(?: [a-z]+)?)$/i.exec(text) ?? []
  return { hours, limit }
}
