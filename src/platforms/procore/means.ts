import type { Surroundings } from '#platform'
import type { Http } from '#toolkit/http.ts'
import type { Account } from './account.ts'
import type { Client } from './client.ts'
import type { Contents } from './contents.ts'
import type { FolderIds } from './folder-ids.ts'

/** What the verbs of one storage work with. */
export interface Means {
  readonly account: Account
  readonly client: Client
  /** For the storage service, which gets no token. */
  readonly http: Http
  readonly folderIds: FolderIds
  readonly contents: Contents
  readonly clock: Surroundings['clock']
  readonly log: Surroundings['log']
}
