import type { Connection, Page, Place, Platform, Storage, Surroundings } from '#platform'
import { openHttp } from '#toolkit/http.ts'
import { about } from './about.ts'
import { accountFrom, networkFor } from './account.ts'
import { clientOf } from './client.ts'
import { contents } from './contents.ts'
import { failureFrom } from './failures.ts'
import { folderIds } from './folder-ids.ts'
import { listDeep } from './list-deep.ts'
import { list } from './list.ts'
import { makeFolder } from './make-folder.ts'
import { facts, manifest } from './manifest.ts'
import type { Means } from './means.ts'
import { move } from './move.ts'
import { read } from './read.ts'
import { remove } from './remove.ts'
import { signIn } from './sign-in.ts'
import { spaces } from './spaces.ts'
import { stat } from './stat.ts'
import { tokensOf } from './tokens.ts'
import { versions } from './versions.ts'
import { write } from './write.ts'

export const procore: Platform = {
  manifest,
  signIn,
  open: async (connection, surroundings) => openProcore(connection, surroundings),
}

function openProcore(connection: Connection, surroundings: Surroundings): Storage {
  const account = accountFrom(connection)
  const { clock, log, pacer } = surroundings
  const http = openHttp(networkFor(account, surroundings.network))
  const tokens = tokensOf(account, http, surroundings)
  const client = clientOf({ account, http, tokens, surroundings })
  const means: Means = { account, client, http, folderIds: folderIds(), contents: contents(clock), clock, log }
  return {
    facts,
    spaces: (options) => told(spaces(means, options), 'spaces', [], options?.signal),
    list: (folder, options) => told(list(means, folder, options), 'list', folder.path, options?.signal),
    async stat(place, options) {
      const looking = { verb: 'stat', path: place.path, signal: options?.signal }
      try {
        return await stat(means, place, looking)
      } catch (error) {
        throw failureFrom(error, looking, options?.signal)
      }
    },
    read: (file, options) => read(means, file, options),
    write: (file, content, options) => write(means, file, content, options),
    makeFolder: (folder, options) => makeFolder(means, folder, options),
    delete: (place, options) => remove(means, place, options),
    move: (from, to, options) => move(means, from, to, options),
    listDeep: (folder, options) => told(listDeep(means, folder, options), 'list', folder.path, options?.signal),
    versions: (file, options) => versions(means, file, options),
    about: (options) => about(means, options),
    budget: () => pacer.left(),
    close: () => http.close(),
  }
}

/** The same pages, until the signal is given; whatever is thrown on the way becomes a failure that tells what was attempted. */
async function* told<T>(
  pages: AsyncIterable<Page<T>>,
  verb: string,
  path: Place['path'],
  signal: AbortSignal | undefined,
): AsyncGenerator<Page<T>> {
  try {
    for await (const page of pages) {
      yield page
      if (page.next !== undefined) signal?.throwIfAborted()
    }
  } catch (error) {
    throw failureFrom(error, { verb, path }, signal)
  }
}
