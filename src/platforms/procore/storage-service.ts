import type { Advice, StorageError } from '#platform'
import { HttpError } from '#toolkit/http-error.ts'
import type { HttpAnswer, HttpRequest } from '#toolkit/http.ts'
import { failure } from './failures.ts'
import type { Means } from './means.ts'
import type { Looking } from './stat.ts'

const mostTries = 3
const firstPauseMs = 1000

type Sending = Omit<HttpRequest, 'url' | 'signal'> & { readonly url: string }

/**
 * Sends bytes to the storage service that Procore names, as often as its troubles are worth. No token goes along: the
 * address is signed. `sending` is asked anew each time, so that the bytes begin at their start.
 */
export async function toStorage(
  { http, clock }: Pick<Means, 'http' | 'clock'>,
  looking: Looking,
  sending: () => Sending,
): Promise<HttpAnswer> {
  const { signal } = looking
  for (let tries = 1; ; tries++) {
    try {
      const { url, ...request } = sending()
      const answer = await http.send({ ...request, url: addressOf(url, looking), signal })
      answer.drop()
      if (answer.status >= 200 && answer.status < 300) return answer
      if (answer.status < 500 || tries >= mostTries) throw refused(answer, looking)
    } catch (error) {
      if (!(error instanceof HttpError) || error.trouble === 'unsafe-address' || tries >= mostTries) throw error
    }
    await clock.sleep(firstPauseMs * tries, signal)
  }
}

function addressOf(text: string, looking: Looking): URL {
  const url = URL.parse(text)
  if (url) return url
  throw failure('unexpected', looking, 'Procore names no address to bring the content to')
}

/** It begins anew with another upload: the address may have run out, or bytes were changed on their way. */
function refused({ status, url }: HttpAnswer, looking: Looking): StorageError {
  const later: Advice = { do: 'retry-later' }
  const words = `the storage service ${url.host} did not take the content (status ${status}); nothing was kept`
  return failure('unavailable', looking, words, later)
}
