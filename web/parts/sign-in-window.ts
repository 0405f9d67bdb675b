import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ConnectionView, SignInMessage } from '#api/contract/connections.ts'
import { api } from '../api.ts'
import { Refusal } from '../ask.ts'
import { workingStates } from './health.tsx'

/** How far a sign-in through the platform's own page is. */
export type SignIn =
  | { readonly is: 'idle' }
  | { readonly is: 'opening' }
  | { readonly is: 'waiting' }
  /** The browser let no window open; `url` is where a person can go by hand. */
  | { readonly is: 'blocked'; readonly url: string }
  /** The window is gone and nothing has come back. */
  | { readonly is: 'closed' }
  | { readonly is: 'timed-out' }
  | { readonly is: 'failed'; readonly sentence: string }
  | { readonly is: 'succeeded'; readonly connection: ConnectionView }

const lookEveryMs = 2000
const sinceClosedMs = 2500
const windowName = 'gantry-sign-in'
const features = 'popup,width=560,height=760'

interface Waited {
  readonly connection: string
  /** What was known of its last test before. */
  readonly before: string | undefined
  readonly expiresAt: number
  readonly opened: Window | null
}

/**
 * Signs a connection in through a window of the platform. How it ended is read from the server: the window's message only
 * says when to look, and where the platform has cut the window off from this page, looking again and again does.
 */
export function useSignInWindow() {
  const client = useQueryClient()
  const [signIn, setSignIn] = useState<SignIn>({ is: 'idle' })
  const [waited, setWaited] = useState<Waited>()
  const opened = useRef<Window>(null)

  /** From a click, or the browser lets no window open. `prepare` gives the connection, which may have to be made first. */
  const begin = useCallback(async (prepare: () => Promise<ConnectionView>) => {
    const popup = open('', windowName, features)
    opened.current = popup
    setSignIn({ is: 'opening' })
    try {
      const { id, testedAt } = await prepare()
      const { url, expiresAt } = await api.beginSignIn(id)
      setWaited({ connection: id, before: testedAt, expiresAt: Date.parse(expiresAt), opened: popup })
      if (!popup) return setSignIn({ is: 'blocked', url })
      popup.location.href = url
      setSignIn({ is: 'waiting' })
    } catch (error) {
      popup?.close()
      if (!(error instanceof Refusal)) throw error
      setSignIn({ is: 'failed', sentence: error.message })
    }
  }, [])

  const stop = useCallback(() => {
    opened.current?.close()
    setWaited(undefined)
    setSignIn({ is: 'idle' })
  }, [])

  useEffect(() => {
    if (!waited) return undefined
    let closedAt: number | undefined
    let isOver = false
    const end = (outcome: SignIn) => {
      isOver = true
      setWaited(undefined)
      setSignIn(outcome)
      void client.invalidateQueries({ queryKey: ['listConnections'] })
      void client.invalidateQueries({ queryKey: ['showConnection', waited.connection] })
    }
    const look = async () => {
      const connection = await api.showConnection(waited.connection).catch(() => undefined)
      if (isOver || !connection || connection.testedAt === waited.before) return
      const hasFailed = !workingStates.has(connection.health)
      end(hasFailed ? { is: 'failed', sentence: connection.healthReason ?? '' } : { is: 'succeeded', connection })
    }
    const tick = () => {
      if (Date.now() > waited.expiresAt) return end({ is: 'timed-out' })
      if (waited.opened?.closed) {
        closedAt ??= Date.now()
        // Where the platform cut the window off it seems closed though it is open: so it is still looked for.
        if (Date.now() - closedAt > sinceClosedMs) setSignIn((now) => (now.is === 'waiting' ? { is: 'closed' } : now))
      }
      return void look()
    }
    const listen = ({ data, origin }: MessageEvent<Partial<SignInMessage> | undefined>) => {
      if (origin !== location.origin) return
      if (data?.kind === 'gantry-sign-in' && data.connection === waited.connection) void look()
    }
    const timer = setInterval(tick, lookEveryMs)
    addEventListener('message', listen)
    return () => {
      isOver = true
      clearInterval(timer)
      removeEventListener('message', listen)
    }
  }, [waited, client])

  return { signIn, begin, stop, show: () => opened.current?.focus() }
}
