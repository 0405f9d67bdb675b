import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMe } from '../../me.ts'
import { Page } from '../../parts/page.tsx'
import { texts } from '../../texts/texts.ts'
import styles from './account.module.css'
import { Name } from './name.tsx'
import { Password } from './password.tsx'
import { Sessions, sessionsWith } from './sessions.tsx'
import { Tokens } from './tokens.tsx'

const words = texts.account
const here = getRouteApi('/inside/account')

/** What somebody may change about themselves. */
export function Account() {
  const { person } = useMe()
  const { sessions } = here.useSearch()
  // What is below comes once what is above has its height, so that nothing jumps.
  const { isPending } = useInfiniteQuery(sessionsWith(sessions))
  return (
    <Page
      title={words.title}
      beside={person && <span className="quiet">{`${person.email} · ${texts.shell.roles[person.role]}`}</span>}
    >
      <div className={styles.column}>
        <Name />
        <Password />
        <Sessions />
        {!isPending && <Tokens />}
      </div>
    </Page>
  )
}
