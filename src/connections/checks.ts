import { nameOf, type About, type Entry, type Space, type Storage } from '#platform'

/** What a test looks at, in this order; the last two only when that is asked for. */
export const checkNames = ['sign-in', 'account', 'spaces', 'list', 'read', 'write', 'delete'] as const
export type CheckName = (typeof checkNames)[number]

/** One thing that a test looked at. `warning`: it works, and a person should know something about it. */
export interface Check {
  readonly name: CheckName
  /** The platform's word where there are several of a name, such as “Company” and “Project” of spaces. */
  readonly what?: string
  readonly outcome: 'passed' | 'warning' | 'failed' | 'skipped'
  readonly sentence: string
}

export interface Looked {
  readonly storage: Storage
  /** The connection's name. */
  readonly connection: string
  readonly signal: AbortSignal
}

export function checkAccount(about: About | undefined, trackingWord: string): Check {
  const name = 'account' as const
  if (!about) return { name, outcome: 'skipped', sentence: 'The platform does not tell whose account it is.' }
  const { account, isService } = about
  if (isService && !account.toLowerCase().includes(trackingWord.toLowerCase())) {
    return {
      name,
      outcome: 'warning',
      sentence:
        `The service account is called “${account}”. Put “${trackingWord}” into its name, ` +
        'so that its traffic can be told from that of others.',
    }
  }
  return { name, outcome: 'passed', sentence: `The account is “${account}”.` }
}

export async function checkSpaces({ storage, connection, signal }: Looked) {
  const spaces: Space[] = []
  let isMore = false
  for await (const { entries, next } of storage.spaces({ signal })) {
    spaces.push(...entries)
    isMore = next !== undefined
    if (spaces.length > 0) break
  }
  const [first] = spaces
  const check: Check = first
    ? {
        name: 'spaces',
        outcome: 'passed',
        sentence: `It sees ${spaces.length}${isMore ? ' and more' : ''}, such as the ${first.kind} “${first.name}”.`,
      }
    : {
        name: 'spaces',
        outcome: 'warning',
        sentence: `“${connection}” signs in and sees nothing. Give its account access on the platform.`,
      }
  return { check, spaces }
}

export interface Listing {
  readonly check: Check
  readonly entries: readonly Entry[]
}

export async function checkListing({ storage, signal }: Looked, [space]: readonly Space[]): Promise<Listing> {
  if (!space) return { check: { name: 'list', outcome: 'skipped', sentence: 'There is nothing to list.' }, entries: [] }
  for await (const { entries } of storage.list({ space: space.id, path: [] }, { signal })) {
    const sentence = `“${space.name}” can be listed: ${entries.length} ${entries.length === 1 ? 'entry' : 'entries'} on its first page.`
    return { check: { name: 'list', outcome: 'passed', sentence }, entries }
  }
  return { check: { name: 'list', outcome: 'passed', sentence: `“${space.name}” is empty.` }, entries: [] }
}

// A call for each: enough to come upon a file in most trees, few enough to be done at once.
const mostFolders = 5

/** Reads the first byte of the first file that is found near the top. */
export async function checkReading({ storage, signal }: Looked, { entries }: Listing): Promise<Check> {
  const file = fileAmong(entries) ?? (await fileBelow(storage, entries, signal))
  if (!file) return { name: 'read', outcome: 'skipped', sentence: 'No file was found near the top to try.' }
  for await (const chunk of storage.read(file, { range: { start: 0, end: 1 }, signal })) if (chunk.length > 0) break
  return { name: 'read', outcome: 'passed', sentence: `“${nameOf(file.path)}” can be read.` }
}

function fileAmong(entries: readonly Entry[]): Entry | undefined {
  return entries.find(({ kind, size, traits = [] }) => kind === 'file' && size !== 0 && !traits.includes('system'))
}

async function fileBelow(storage: Storage, entries: readonly Entry[], signal: AbortSignal): Promise<Entry | undefined> {
  const folders = entries.filter(({ kind, traits = [] }) => kind === 'folder' && !traits.includes('deleted'))
  for (const folder of folders.slice(0, mostFolders)) {
    for await (const page of storage.list(folder, { signal })) {
      const file = fileAmong(page.entries)
      if (file) return file
      break
    }
  }
  return undefined
}
