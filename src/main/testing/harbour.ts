import { StorageError, type Platform, type Storage } from '#platform'
import { filesystemFacts } from './facts.ts'

/** What its service account is called; what it accepts as a code. */
export const goodCode = 'good-code'

/** A platform outside the house: people sign in to it in the browser, or a service account does. */
export function harbour(account = 'Harbour robot'): Platform {
  const text = { help: 'For tests.', isRequired: true } as const
  const fields = [
    { ...text, id: 'domain', label: 'Domain', kind: 'url' },
    { ...text, id: 'clientId', label: 'Client ID', kind: 'text' },
    { ...text, id: 'clientSecret', label: 'Client secret', kind: 'secret' },
  ] as const
  const clientFields = fields.map(({ id }) => id)
  return {
    manifest: {
      id: 'harbour',
      title: 'Harbour',
      summary: 'A platform for tests.',
      icon: { letters: 'H', hue: 1 },
      ways: [
        { id: 'person', label: 'A person', help: '', kind: 'code', fields, clientFields },
        { id: 'service', label: 'A service account', help: '', kind: 'client-credentials', fields },
      ],
      facts: filesystemFacts.facts,
      sources: filesystemFacts.sources,
      notes: [],
      links: [],
    },
    signIn: {
      async begin({ settings }, _, { redirectUrl, state }) {
        const query = new URLSearchParams({ state, redirect_uri: redirectUrl })
        return new URL(`/authorize?${query.toString()}`, settings['domain'])
      },
      async complete(_, secrets, { code }) {
        if (code === goodCode) return { ...secrets, accessToken: 'harbour-access-token' }
        throw new StorageError({ kind: 'unauthorised', message: 'Harbour did not take the code. Sign in again.' })
      },
    },
    open: async ({ way }, { credential }) =>
      storageOf(account, async () => {
        const secrets = await credential.read()
        if (way === 'service' || secrets['accessToken'] !== undefined) return
        throw new StorageError({ kind: 'unauthorised', message: 'Nobody has signed in to Harbour yet. Sign in.' })
      }),
  }
}

function storageOf(account: string, signedIn: () => Promise<void>): Storage {
  const spaces = ['North Quay', 'South Quay', 'south quay'].map((name, at) => ({ id: `q${at}`, name, kind: 'project' }))
  const missing = (): never => {
    throw new StorageError({ kind: 'not-found', message: 'Harbour holds nothing there.' })
  }
  return {
    facts: filesystemFacts.facts,
    async *spaces() {
      await signedIn()
      yield { entries: spaces }
    },
    async *list() {
      await signedIn()
      yield { entries: [] }
    },
    stat: async () => missing(),
    async *read() {
      yield missing()
    },
    async about() {
      await signedIn()
      return { account, isService: true }
    },
    close: async () => undefined,
  }
}
