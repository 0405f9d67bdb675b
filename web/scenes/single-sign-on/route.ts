import { createRoute, redirect } from '@tanstack/react-router'
import { signOnPage } from '#api/contract/people.ts'
import { api } from '../../api.ts'
import { Refusal } from '../../ask.ts'
import { takeBack } from '../../back.ts'
import { reading } from '../../reading.ts'
import { root } from '../../root.tsx'

/** Where the identity provider sends people back to. Nothing is shown here: it goes on inside, or back to the sign-in page. */
export const signOnRoute = createRoute({
  getParentRoute: () => root,
  path: signOnPage,
  async beforeLoad({ context }) {
    const back = takeBack()
    try {
      // As the provider wrote it: the router reads numbers out of it.
      const me = await api.completeSignOn(window.location.search.slice(1))
      context.client.setQueryData(reading('showMe').queryKey, me)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const search = back === undefined ? {} : { back }
      throw redirect({ to: '/sign-in', search, state: { refused: error.message }, replace: true })
    }
    throw redirect({ href: back ?? '/', replace: true })
  },
})

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Why a sign-in elsewhere came to nothing. */
    refused?: string
  }
}
