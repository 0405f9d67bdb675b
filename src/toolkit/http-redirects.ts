import { refuseDetour } from './http-address.ts'
import { HttpError } from './http-error.ts'
import type { HttpAnswer, HttpRequest } from './http.ts'

interface Following {
  readonly send: (request: HttpRequest) => Promise<HttpAnswer>
  /** The headers for one address, asked anew at every hop: nothing is carried along from one to the next. */
  readonly headersFor: (url: URL) => Readonly<Record<string, string>>
  readonly signal?: AbortSignal | undefined
}

const mostHops = 5
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** Gets what is at `url`, through redirects. Throws HttpError for too many of them and for those that lead astray. */
export async function follow(url: URL, { send, headersFor, signal }: Following): Promise<HttpAnswer> {
  let at = url
  for (let hop = 0; hop <= mostHops; hop++) {
    const answer = await send({ method: 'GET', url: at, headers: headersFor(at), signal })
    const target = redirects.has(answer.status) ? answer.header('location') : undefined
    if (target === undefined) return answer
    answer.drop()
    const next = URL.parse(target, at.href)
    if (!next) throw new HttpError('unsafe-address', `${at.host} redirects to something that is no address`)
    refuseDetour(at, next)
    at = next
  }
  throw new HttpError('too-many-redirects', `${url.host} redirects more than ${mostHops} times`)
}
