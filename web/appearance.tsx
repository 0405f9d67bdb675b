import { LoadingOutlined } from '@ant-design/icons'
import { createContext, use, useEffect, useLayoutEffect, useMemo, useState, type ReactNode } from 'react'
import { ConfigProvider } from 'antd'
import { nonce } from './nonce.ts'
import { themeOf, variablesOf, type Scheme } from './theme.ts'

export const appearances = ['light', 'dark', 'system'] as const
export type Appearance = (typeof appearances)[number]

interface Chosen {
  readonly appearance: Appearance
  readonly choose: (appearance: Appearance) => void
}

const Context = createContext<Chosen>({ appearance: 'system', choose: () => {} })
export const useAppearance = () => use(Context)

const storedAs = 'gantry-appearance'

/** Light, dark or as the system says; kept in this browser. */
export function Appearances({ children }: { readonly children: ReactNode }) {
  const [appearance, setAppearance] = useState(stored)
  const isDarkSystem = useMedia('(prefers-color-scheme: dark)')
  const scheme: Scheme = appearance === 'system' ? (isDarkSystem ? 'dark' : 'light') : appearance

  useLayoutEffect(() => {
    const { style } = document.documentElement
    for (const [name, value] of variablesOf(scheme)) style.setProperty(name, value)
    style.setProperty('color-scheme', scheme)
  }, [scheme])

  const chosen = useMemo<Chosen>(
    () => ({
      appearance,
      choose(next) {
        localStorage.setItem(storedAs, next)
        setAppearance(next)
      },
    }),
    [appearance],
  )
  return (
    <Context value={chosen}>
      <ConfigProvider
        theme={themeOf(scheme)}
        {...(nonce !== undefined && { csp: { nonce } })}
        // That a button is at work is no part of what it is called.
        button={{ autoInsertSpace: false, loadingIcon: <LoadingOutlined aria-hidden /> }}
        wave={{ disabled: true }}
      >
        {children}
      </ConfigProvider>
    </Context>
  )
}

function stored(): Appearance {
  const text = localStorage.getItem(storedAs)
  return appearances.find((one) => one === text) ?? 'system'
}

/** Whether a media query holds, now and when that changes. */
export function useMedia(query: string): boolean {
  const list = useMemo(() => matchMedia(query), [query])
  const [holds, setHolds] = useState(list.matches)
  useEffect(() => {
    const look = () => setHolds(list.matches)
    look()
    list.addEventListener('change', look)
    return () => list.removeEventListener('change', look)
  }, [list])
  return holds
}
