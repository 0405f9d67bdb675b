import type { OfferedLink as Offered } from '#api/contract/people.ts'
import { texts } from '../texts/texts.ts'
import { Copyable } from './copyable.tsx'
import { timeOf } from './time.tsx'

/** A link that is shown this once. */
export function OfferedLink({ url, expiresAt }: Offered) {
  return <Copyable label={texts.people.link} text={url} help={texts.people.linkHelp(timeOf(expiresAt))} />
}
