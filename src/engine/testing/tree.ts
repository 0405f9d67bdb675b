import {
  nameOf,
  parentOf,
  showPath,
  StorageError,
  wrongLength,
  type Entry,
  type Facts,
  type Path,
  type Storage,
} from '#platform'
import { createHash } from 'node:crypto'
import { factsWith } from './facts.ts'

/** One call of a verb: fails before its effect, or after it and before its answer, when a test says so. */
export type Fault = (call: { readonly verb: string; readonly number: number }) => 'before' | 'after' | undefined

interface Kept {
  readonly bytes: Buffer
  readonly modifiedAt: Date
  readonly etag: string
}

export interface Tree extends Storage {
  readonly files: Map<string, Kept>
  readonly folders: Set<string>
  /** What interrupted writes left, by intent. */
  readonly partials: Set<string>
  readonly calls: string[]
  put(path: Path, text: string, modifiedAt?: Date): Entry
  entry(path: Path): Entry
  fault: Fault
  /** What the fault throws. */
  failure: (verb: string) => unknown
  /** Called between two chunks of a reading. */
  whileRead: () => void
  /** Changes bytes on their way in. */
  corrupt: (bytes: Buffer) => Buffer
}

export function tree(differences: Partial<Facts> = {}): Tree {
  const facts = factsWith({ setsModifiedAt: true, ...differences })
  const files = new Map<string, Kept>()
  const folders = new Set([''])
  const partials = new Set<string>()
  const calls: string[] = []
  let writes = 0

  async function call<T>(verb: string, signal: AbortSignal | undefined, effect: () => T | Promise<T>): Promise<T> {
    if (signal?.aborted) throw new StorageError({ kind: 'cancelled', message: 'Cancelled.' })
    calls.push(verb)
    const fails = self.fault({ verb, number: calls.length })
    if (fails === 'before') throw self.failure(verb)
    const answer = await effect()
    if (fails === 'after') throw self.failure(verb)
    return answer
  }

  const self: Tree = {
    facts,
    files,
    folders,
    partials,
    calls,
    fault: () => undefined,
    failure: (verb) => new StorageError({ kind: 'unavailable', verb, message: `The platform did not answer ${verb}.` }),
    whileRead: () => {},
    corrupt: (bytes) => bytes,

    put(path, text, modifiedAt = new Date('2026-03-01T12:00:00Z')) {
      for (let at = 0; at < path.length; at++) folders.add(showPath(path.slice(0, at)))
      files.set(showPath(path), { bytes: Buffer.from(text), modifiedAt, etag: `e${++writes}` })
      return self.entry(path)
    },
    entry(path) {
      const key = showPath(path)
      const kept = files.get(key)
      if (kept) {
        const { bytes, modifiedAt, etag } = kept
        const md5 = createHash('md5').update(bytes).digest('hex')
        const hashes = facts.hashes.includes('md5') ? { hashes: { md5 } } : {}
        return { space: 's', path, kind: 'file', size: bytes.length, modifiedAt, etag, ...hashes }
      }
      if (folders.has(key)) return { space: 's', path, kind: 'folder', id: `folder ${key}` }
      throw new StorageError({ kind: 'not-found', path, message: `“${key}” is not there.` })
    },

    async *spaces() {
      yield { entries: [{ id: 's', name: 's', kind: 'space' }] }
    },
    async *list(folder) {
      const below = [...files.keys(), ...folders].filter((key) => key !== '').map((key) => key.split('/'))
      const children = below.filter((path) => showPath(parentOf(path)) === showPath(folder.path))
      yield { entries: await call('list', undefined, () => children.map((path) => self.entry(path))) }
    },
    stat: (place, { signal } = {}) => call('stat', signal, () => self.entry(place.path)),
    async *read(file, { range, signal } = {}) {
      const kept = await call('read', signal, () => files.get(showPath(self.entry(file.path).path)))
      const bytes = kept?.bytes.subarray(range?.start, range?.end) ?? Buffer.alloc(0)
      const middle = bytes.length >> 1
      yield bytes.subarray(0, middle)
      self.whileRead()
      yield bytes.subarray(middle)
    },
    write: Object.assign(
      async (...[file, content, options = {}]: Parameters<NonNullable<Storage['write']>>) => {
        const { signal, ifAbsent, ifMatch, intent = '', modifiedAt } = options
        const key = showPath(file.path)
        const refuse = (kind: 'already-exists' | 'precondition-failed' | 'not-found') => {
          throw new StorageError({
            kind,
            verb: 'write',
            path: file.path,
            message: `Refused “${nameOf(file.path)}”: ${kind}.`,
          })
        }
        return await call('write', signal, async () => {
          if (!folders.has(showPath(parentOf(file.path)))) refuse('not-found')
          partials.add(`${key} ${intent}`)
          const chunks: Uint8Array[] = []
          try {
            for await (const chunk of content.open()) chunks.push(chunk)
            const bytes = Buffer.concat(chunks)
            if (bytes.length !== content.size) throw wrongLength(file.path, content.size, bytes.length)
            if (ifAbsent && (files.has(key) || folders.has(key))) refuse('already-exists')
            if (ifMatch !== undefined && files.get(key)?.etag !== ifMatch) refuse('precondition-failed')
            files.set(key, { bytes: self.corrupt(bytes), modifiedAt: modifiedAt ?? new Date(0), etag: `e${++writes}` })
          } finally {
            partials.delete(`${key} ${intent}`)
          }
          return self.entry(file.path)
        })
      },
      {
        abandon: async (
          ...[file, intent, { signal } = {}]: Parameters<NonNullable<NonNullable<Storage['write']>['abandon']>>
        ) => {
          await call('abandon', signal, () => partials.delete(`${showPath(file.path)} ${intent}`))
        },
      },
    ),
    makeFolder: (folder, { signal } = {}) =>
      call('makeFolder', signal, () => {
        const key = showPath(folder.path)
        const isNew = !folders.has(key)
        if (files.has(key))
          throw new StorageError({ kind: 'not-a-folder', path: folder.path, message: `“${key}” is a file.` })
        for (let at = 0; at <= folder.path.length; at++) folders.add(showPath(folder.path.slice(0, at)))
        return { folder: self.entry(folder.path), isNew }
      }),
    delete: (place, { signal, ifEmpty } = {}) =>
      call('delete', signal, () => {
        const key = showPath(place.path)
        const below = [...files.keys(), ...folders].filter((path) => path.startsWith(`${key}/`))
        if (ifEmpty && below.length > 0) {
          const message = `Refused to delete “${key}”: it is not empty.`
          throw new StorageError({ kind: 'precondition-failed', verb: 'delete', path: place.path, message })
        }
        for (const path of [key, ...below]) {
          files.delete(path)
          folders.delete(path)
        }
      }),
    close: async () => {},
  }
  return self
}
