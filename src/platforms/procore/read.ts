import type { Entry, Place, ReadOptions, StorageError } from '#platform'
import { HttpError } from '#toolkit/http-error.ts'
import type { HttpAnswer } from '#toolkit/http.ts'
import { failure, failureFrom } from './failures.ts'
import { findContent } from './find-content.ts'
import type { Means } from './means.ts'
import { treeOf } from './routes.ts'
import type { Looking } from './stat.ts'
import type { FileVersion } from './wire.ts'

/** The bytes of a file; exactly as many as Procore says that it has. */
export async function* read(means: Means, file: Place | Entry, options: ReadOptions = {}): AsyncGenerator<Uint8Array> {
  const { range, signal } = options
  const looking: Looking = { verb: 'read', path: file.path, signal }
  try {
    const version = await findContent(means, file, options, looking)
    // An entry that was listed with more bytes than there are now promises what cannot be given.
    const listed = options.version === undefined && 'size' in file ? (file.size ?? 0) : 0
    const size = version.size === undefined ? undefined : Math.max(version.size, listed)
    const part: Part = {
      start: range?.start ?? 0,
      end: Math.min(range?.end ?? Number.POSITIVE_INFINITY, size ?? Number.POSITIVE_INFINITY),
      isWhole: range === undefined,
    }
    if (part.start >= part.end) return
    const answer = await open(means, file, version, part, options, looking)
    try {
      yield* within(answer, part, size, looking)
    } finally {
      answer.drop()
    }
  } catch (error) {
    throw failureFrom(error, looking, signal)
  }
}

interface Part {
  readonly start: number
  readonly end: number
  readonly isWhole: boolean
}

async function* within(
  answer: HttpAnswer,
  { start, end, isWhole }: Part,
  size: number | undefined,
  looking: Looking,
): AsyncGenerator<Uint8Array> {
  // A service may give all of a file when a part was asked for.
  let at = answer.status === 206 ? start : 0
  try {
    for await (const chunk of answer.chunks()) {
      const from = Math.max(0, start - at)
      const to = Math.min(chunk.length, end - at)
      at += chunk.length
      if (isWhole && at > end) throw tooMuch(looking, end)
      if (from < to) yield chunk.subarray(from, to)
      if (!isWhole && at >= end) return
    }
  } catch (error) {
    if (error instanceof HttpError && error.trouble === 'cut-off') throw endedEarly(looking, at, size)
    throw error
  }
  if (size !== undefined && at < end) throw endedEarly(looking, at, size)
}

// What an address answers that has run out, or whose file has been moved to other storage.
const stale: readonly number[] = [403, 404, 410]

async function open(
  means: Means,
  file: Place,
  version: FileVersion,
  { start, end, isWhole }: Part,
  options: ReadOptions,
  looking: Looking,
): Promise<HttpAnswer> {
  const last = Number.isFinite(end) ? String(end - 1) : ''
  const headers = { 'accept-encoding': 'identity', ...(!isWhole && { range: `bytes=${start}-${last}` }) }
  const { company } = treeOf(file.space)
  const answer = await means.client.download(addressOf(version, looking), headers, {
    ...looking,
    company,
    accepts: stale,
  })
  if (answer.status < 300) return answer
  answer.drop()
  if (file.id !== undefined) means.contents.forget(file.id, version.id)
  const again = await findContent(means, { ...file }, { ...options, version: version.id }, looking)
  return await means.client.download(addressOf(again, looking), headers, { ...looking, company })
}

function addressOf({ url }: FileVersion, looking: Looking): URL {
  const address = url === undefined ? null : URL.parse(url)
  if (address) return address
  throw failure('unavailable', looking, 'Procore gives no address for its content')
}

function endedEarly(looking: Looking, came: number, promised: number | undefined): StorageError {
  const of = promised === undefined ? '' : ` of ${promised}`
  return failure('short-content', looking, `its content ended after ${came}${of} bytes`)
}

function tooMuch(looking: Looking, promised: number): StorageError {
  return failure('corrupt', looking, `more than the ${promised} bytes that it should have came`)
}
