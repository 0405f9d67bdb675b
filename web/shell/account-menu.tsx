import { UserOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { api } from '../api.ts'
import { appearances, useAppearance, type Appearance } from '../appearance.tsx'
import { useMe } from '../me.ts'
import { Menu } from '../parts/menu.tsx'
import { texts } from '../texts/texts.ts'
import styles from './shell.module.css'

/** Who is signed in, how the page looks, the way out. */
export function AccountMenu() {
  const { name, person } = useMe()
  const { appearance, choose } = useAppearance()
  const client = useQueryClient()
  const navigate = useNavigate()

  const signOut = async () => {
    await api.signOut()
    client.clear()
    await navigate({ to: '/sign-in' })
  }
  return (
    <Menu
      menu={{
        selectable: true,
        selectedKeys: [appearance],
        items: [
          {
            key: 'who',
            type: 'group',
            label: (
              <span className={styles.who}>
                <strong>{name}</strong>
                {person && <span>{person.email}</span>}
                {person && <span>{texts.shell.roles[person.role]}</span>}
              </span>
            ),
          },
          { type: 'divider' },
          {
            type: 'group',
            label: texts.shell.theme,
            children: appearances.map((key) => ({ key, label: texts.shell.themes[key] })),
          },
          { type: 'divider' },
          ...(person ? [{ key: 'account', label: texts.account.title }] : []),
          { key: 'sign-out', label: texts.shell.signOut },
        ],
        onClick({ key }) {
          if (key === 'account') return void navigate({ to: '/account' })
          return key === 'sign-out' ? void signOut() : choose(key as Appearance)
        },
      }}
    >
      <Button type="text" icon={<UserOutlined />} aria-label={texts.shell.account(name)}>
        <span className={styles.name}>{name}</span>
      </Button>
    </Menu>
  )
}
