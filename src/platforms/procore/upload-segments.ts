import { createHash } from 'node:crypto'
import { nameOf, type Content, type Range } from '#platform'
import { untilAborted } from '#toolkit/until-aborted.ts'
import { exactly } from './exactly.ts'
import { failure, failureFromAnswer } from './failures.ts'
import type { Means } from './means.ts'
import { uploadRoute, type Tree } from './routes.ts'
import type { Looking } from './stat.ts'
import { toStorage } from './storage-service.ts'
import { completedUpload, parse, segmentedUpload } from './wire.ts'

interface Segment extends Required<Range> {
  readonly sha256: string
}

const segmentBytes = 16 * 1024 * 1024
// Of Amazon's multipart uploads, on which Procore's stand (https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html).
const mostSegments = 10_000

/**
 * In segments, one after the other. Procore wants each one's SHA-256 beforehand, so the content is read twice; the storage
 * service then checks every byte that arrives.
 */
export async function uploadSegments(means: Means, tree: Tree, content: Content, looking: Looking): Promise<string> {
  const { client } = means
  const segments = await hashed(content, looking)
  const call = { ...looking, company: tree.company }
  const created = await client.call({
    ...call,
    method: 'POST',
    route: uploadRoute(tree),
    body: {
      response_filename: nameOf(looking.path),
      size: content.size,
      segments: segments.map(({ start, end, sha256 }) => ({ size: end - start, sha256 })),
    },
  })
  const { uuid, segments: targets } = parse(segmentedUpload, created.body, looking)
  if (targets.length !== segments.length) {
    throw failure('unexpected', looking, `Procore names ${targets.length} addresses for ${segments.length} segments`)
  }
  const etags: string[] = []
  for (const [at, segment] of segments.entries()) {
    const target = targets[at]
    if (target) etags.push(await sendSegment(means, content, segment, target, looking))
  }
  const completed = await client.call({
    ...call,
    method: 'PATCH',
    route: uploadRoute(tree, uuid),
    body: { segments: etags.map((etag) => ({ etag })) },
    accepts: [410, 422],
  })
  // The segments that arrived are not those that were announced, or too old: it begins anew.
  if (completed.refusal) {
    const { kind, message } = failureFromAnswer(completed.refusal, looking)
    throw failure(kind === 'unexpected' ? 'corrupt' : kind, looking, message, { do: 'retry-later' })
  }
  const { status } = parse(completedUpload, completed.body, looking)
  if (status === undefined || status === 'complete') return uuid
  throw failure('unavailable', looking, `Procore has not put the segments together (${status})`)
}

/** The segments with their hashes, by reading all of the content once: what ends early or goes on is found here. */
async function hashed(content: Content, { path, signal }: Looking): Promise<readonly Segment[]> {
  const { size } = content
  const length = Math.max(segmentBytes, Math.ceil(size / mostSegments))
  const segments: Segment[] = []
  let hash = createHash('sha256')
  let start = 0
  let at = 0
  const finish = () => {
    segments.push({ start, end: at, sha256: hash.digest('hex') })
    hash = createHash('sha256')
    start = at
  }
  for await (const chunk of exactly(size, untilAborted(content.open(), signal), path)) {
    for (let from = 0; from < chunk.length;) {
      const some = chunk.subarray(from, from + start + length - at)
      hash.update(some)
      from += some.length
      at += some.length
      if (at === start + length) finish()
    }
  }
  if (at > start) finish()
  return segments
}

async function sendSegment(
  means: Means,
  content: Content,
  { start, end }: Segment,
  target: { readonly url: string; readonly headers?: Readonly<Record<string, string>> | undefined },
  looking: Looking,
): Promise<string> {
  const { path, signal } = looking
  const size = end - start
  const answer = await toStorage(means, looking, () => ({
    method: 'PUT',
    url: target.url,
    headers: { 'content-type': 'application/octet-stream', ...target.headers, 'content-length': String(size) },
    body: exactly(size, untilAborted(content.open({ start, end }), signal), path),
  }))
  const etag = answer.header('etag')
  if (etag !== undefined) return etag
  throw failure('unavailable', looking, 'the storage service did not confirm a segment')
}
