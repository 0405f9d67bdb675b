import { Modal, Switch } from 'antd'
import { useId } from 'react'
import { useMe } from '../me.ts'
import { texts } from '../texts/texts.ts'
import styles from './help.module.css'
import { destinations } from './navigation.ts'
import { useSingleKeys } from './single-keys.ts'

const words = texts.shell.help

interface HelpProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** What the keys do, and where more is told. */
export function Help({ isOpen, onClose }: HelpProps) {
  return (
    <Modal open={isOpen} onCancel={onClose} footer={null} destroyOnHidden title={words.title} width={560}>
      <div className={styles.help}>
        <Keys />
        <section>
          <h2>{words.more}</h2>
          <ul className={styles.links}>
            {words.pages.map(({ title, address }) => (
              <li key={address}>
                <a href={address} target="_blank" rel="noreferrer">
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </Modal>
  )
}

function Keys() {
  const { may } = useMe()
  const { isOn, choose } = useSingleKeys()
  const id = useId()
  const keys: readonly (readonly [readonly string[], string])[] = [
    [['Ctrl', 'K'], texts.shell.searchHint],
    [['/'], texts.shell.searchHint],
    [['?'], words.open],
    ...destinations.filter(({ permission }) => may(permission)).map(({ key, title }) => [['g', key], title] as const),
  ]
  return (
    <section>
      <h2>{words.keys}</h2>
      <p className={styles.choice}>
        <Switch id={id} size="small" checked={isOn} onChange={choose} />
        <label htmlFor={id}>{words.singleKeys}</label>
      </p>
      <dl className={styles.keys}>
        {keys.map(([pressed, does]) => (
          <div key={pressed.join(' ')}>
            <dt>
              {pressed.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
