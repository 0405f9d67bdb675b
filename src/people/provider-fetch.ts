import type { CustomFetch } from 'openid-client'
import { textOf } from '#toolkit/http-text.ts'
import type { Http } from '#toolkit/http.ts'

// Keys and metadata of the largest providers are a few kilobytes.
const mostBytes = 1024 * 1024

/** Our own HTTP as the library wants it: guarded, bounded, and with errors that say what is wrong on the way. */
export function providerFetch(http: Http): CustomFetch {
  return async (address, { method, headers, body, signal }) => {
    const answer = await http.send({
      method: method === 'POST' ? 'POST' : 'GET',
      url: new URL(address),
      headers,
      ...(body instanceof URLSearchParams && { body: body.toString() }),
      signal,
    })
    const text = await textOf(answer, mostBytes)
    const kept = ['content-type', 'www-authenticate'].flatMap((name) => {
      const value = answer.header(name)
      return value === undefined ? [] : [[name, value] satisfies [string, string]]
    })
    return new Response(text === '' ? null : text, { status: answer.status, headers: kept })
  }
}
