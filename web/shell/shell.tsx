import { MenuOutlined, QuestionCircleOutlined, SearchOutlined } from '@ant-design/icons'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { Button, Drawer } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useLive } from '../live.ts'
import { useMe } from '../me.ts'
import { Mark } from '../parts/mark.tsx'
import { texts } from '../texts/texts.ts'
import { AccountMenu } from './account-menu.tsx'
import { Help } from './help.tsx'
import { LimitChips } from './limit-chips.tsx'
import { destinations } from './navigation.ts'
import { Palette } from './palette.tsx'
import styles from './shell.module.css'
import { useKeys } from './use-keys.ts'

/** What stands around every page: navigation at the left, search, limits, help and account above. */
export function Shell() {
  const [isSearching, setSearching] = useState(false)
  const [isHelping, setHelping] = useState(false)
  const [isMenuOpen, setMenuOpen] = useState(false)
  const { pathname } = useLocation()
  const main = useRef<HTMLElement>(null)
  useKeys({ search: () => setSearching(true), help: () => setHelping(true) })
  useLive()
  useEffect(() => setMenuOpen(false), [pathname])

  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content" onClick={() => main.current?.focus()}>
        {texts.shell.skip}
      </a>
      <aside className={styles.side}>
        <Brand />
        <Navigation />
      </aside>
      <header className={styles.top}>
        <Button
          className={styles.burger ?? ''}
          type="text"
          icon={<MenuOutlined />}
          aria-label={texts.shell.openNavigation}
          onClick={() => setMenuOpen(true)}
        />
        <button type="button" className={styles.search} onClick={() => setSearching(true)}>
          <SearchOutlined aria-hidden />
          <span>{texts.shell.search}</span>
          <kbd>Ctrl K</kbd>
        </button>
        <span className={styles.end}>
          <LimitChips />
          <Button
            type="text"
            icon={<QuestionCircleOutlined />}
            aria-label={texts.shell.help.title}
            title={texts.shell.help.title}
            onClick={() => setHelping(true)}
          />
          <AccountMenu />
        </span>
      </header>
      <main id="content" ref={main} tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
      <Drawer
        open={isMenuOpen}
        placement="left"
        size={260}
        title={<Brand />}
        onClose={() => setMenuOpen(false)}
        styles={{ body: { padding: 8 } }}
      >
        <Navigation />
      </Drawer>
      <Palette isOpen={isSearching} onClose={() => setSearching(false)} />
      <Help isOpen={isHelping} onClose={() => setHelping(false)} />
    </div>
  )
}

function Brand() {
  return (
    <Link to="/" className={styles.brand}>
      <Mark size={22} />
      Gantry
    </Link>
  )
}

function Navigation() {
  const { may } = useMe()
  return (
    <nav aria-label={texts.shell.navigation}>
      <ul className={styles.destinations}>
        {destinations
          .filter(({ permission }) => may(permission))
          .map(({ to, title, icon: Icon }) => (
            <li key={to}>
              <Link to={to} className={styles.destination} activeProps={{ 'aria-current': 'page' }}>
                <Icon aria-hidden />
                {title}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  )
}
