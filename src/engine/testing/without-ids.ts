import type { Entry, Storage } from '#platform'

/** As on a platform that gives nothing an id of its own. */
export function withoutIds(storage: Storage): Storage {
  const bare = ({ id: _, parentId: __, ...entry }: Entry): Entry => entry
  const { listDeep: _, ...verbs } = storage
  const { write, move, stat, makeFolder } = verbs
  return {
    ...verbs,
    list: async function* (folder, options) {
      for await (const page of storage.list(folder, options)) yield { ...page, entries: page.entries.map(bare) }
    },
    stat: async (...given) => bare(await stat(...given)),
    ...(write && {
      write: Object.assign(async (...given: Parameters<typeof write>) => bare(await write(...given)), write),
    }),
    ...(move && { move: async (...given: Parameters<typeof move>) => bare(await move(...given)) }),
    ...(makeFolder && {
      makeFolder: async (...given: Parameters<typeof makeFolder>) => {
        const { folder, isNew } = await makeFolder(...given)
        return { folder: bare(folder), isNew }
      },
    }),
  }
}
