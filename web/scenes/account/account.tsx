import { useMe } from '../../me.ts'
import { Page } from '../../parts/page.tsx'
import { texts } from '../../texts/texts.ts'
import styles from './account.module.css'
import { Name } from './name.tsx'
import { Password } from './password.tsx'
import { Sessions } from './sessions.tsx'
import { Tokens } from './tokens.tsx'

const words = texts.account

/** What somebody may change about themselves. */
export function Account() {
  const { person } = useMe()
  return (
    <Page
      title={words.title}
      beside={person && <span className="quiet">{`${person.email} · ${texts.shell.roles[person.role]}`}</span>}
    >
      <div className={styles.column}>
        <Name />
        <Password />
        <Sessions />
        <Tokens />
      </div>
    </Page>
  )
}
