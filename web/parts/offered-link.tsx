import type { OfferedLink as Offered } from '#api/contract/people.ts'
import { texts } from '../texts/texts.ts'
import { Copyable } from './copyable.tsx'
import { Time } from './time.tsx'

/** A link that is shown this once. */
export function OfferedLink({ url, expiresAt }: Offered) {
  const help = (
    <>
      {texts.people.linkHelp} <Time at={expiresAt} />.
    </>
  )
  return <Copyable label={texts.people.link} text={url} help={help} />
}
