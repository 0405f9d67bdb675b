import { contentQuery, entryPage, listQuery, versionList, versionQuery } from '#api/contract/locations.ts'
import { attachment } from '#toolkit/content-disposition.ts'
import { pageOf } from '#toolkit/page-of.ts'
import { rawRoute, route } from '#toolkit/route.ts'
import { downloadAt, versionsAt } from './content.ts'
import { listEntries, type Listed } from './list-entries.ts'
import type { LocalFolders } from './local-folders.ts'
import type { LocateMeans } from './locate.ts'

type Means = Omit<LocateMeans, 'signal'> & { readonly folders: LocalFolders }

/** What connections and the folders of this machine hold. */
export function contentRoutes(means: Means) {
  return {
    listEntries: route({
      query: listQuery,
      answer: entryPage,
      async act({ query, signal }) {
        const { entries, next } = await listEntries(query.location, query.cursor, { ...means, signal })
        return { entries: entries.map(viewOf), ...(next !== undefined && { next }) }
      },
    }),

    listVersions: route({
      query: versionQuery,
      answer: versionList,
      async act({ query, signal }) {
        const versions = await versionsAt(query.location, { ...means, signal })
        const { page, ...more } = pageOf(versions, query, ({ author }) => [author])
        return {
          versions: page.map(({ createdAt, ...version }) => ({
            ...version,
            ...(createdAt && { createdAt: createdAt.toISOString() }),
          })),
          ...more,
        }
      },
    }),

    /** Never as what it is, lest a page from a platform runs as one of ours. */
    downloadContent: rawRoute({
      query: contentQuery,
      async act({ query, signal }) {
        const { name, size, content } = await downloadAt(query.location, query.version, { ...means, signal })
        const length = size === undefined ? {} : { 'content-length': String(size) }
        const headers = { 'content-disposition': attachment(name), ...length }
        return { type: 'application/octet-stream', body: content, headers }
      },
    }),
  }
}

function viewOf({ modifiedAt, traits, ...line }: Listed) {
  return {
    ...line,
    ...(modifiedAt && { modifiedAt: modifiedAt.toISOString() }),
    ...(traits && { traits: [...traits] }),
  }
}
