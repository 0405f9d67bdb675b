import { nameOf, type Content } from '#platform'
import { formWith } from '#toolkit/http-form.ts'
import { untilAborted } from '#toolkit/until-aborted.ts'
import { exactly } from './exactly.ts'
import { facts } from './manifest.ts'
import type { Means } from './means.ts'
import { uploadRoute, type Tree } from './routes.ts'
import type { Looking } from './stat.ts'
import { toStorage } from './storage-service.ts'
import { uploadSegments } from './upload-segments.ts'
import { formUpload, parse } from './wire.ts'

/**
 * Brings content to Procore's storage and gives the id under which a file can take it within a week. Nothing of it is to
 * be seen before; what no file takes is removed by Procore. One counted call for small content, two for large.
 */
export async function upload(means: Means, tree: Tree, content: Content, looking: Looking): Promise<string> {
  const isLarge = facts.parts !== undefined && content.size > facts.parts.aboveBytes
  return isLarge ? uploadSegments(means, tree, content, looking) : uploadForm(means, tree, content, looking)
}

async function uploadForm(means: Means, tree: Tree, content: Content, looking: Looking): Promise<string> {
  const { path, signal } = looking
  const answer = await means.client.call({
    ...looking,
    method: 'POST',
    route: uploadRoute(tree),
    company: tree.company,
    body: { response_filename: nameOf(path), size: content.size },
  })
  const { uuid, url, fields } = parse(formUpload, answer.body, looking)
  await toStorage(means, looking, () => {
    const bytes = exactly(content.size, untilAborted(content.open(), signal), path)
    return { method: 'POST', url, ...formWith(fields, { field: 'file', bytes, size: content.size }) }
  })
  return uuid
}
