/** As much of a request as tells where it was made. */
export interface RequestOrigin {
  readonly method: string
  /** The header Origin. */
  readonly origin?: string | undefined
  /** The header Sec-Fetch-Site, which pages cannot set (https://www.w3.org/TR/fetch-metadata/). */
  readonly secFetchSite?: string | undefined
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether a request that carries a session's cookie was made by our own page. Browsers send cookies along with requests
 * that other pages make; they also say where a request comes from, which other pages cannot forge. A request that says
 * nothing is refused: programs present a token, not a cookie.
 */
export function isFromOurPage(request: RequestOrigin, ourOrigins: readonly string[]): boolean {
  if (safeMethods.has(request.method)) return true
  if (request.secFetchSite !== undefined && request.secFetchSite !== 'same-origin') return false
  if (request.origin !== undefined) return ourOrigins.includes(request.origin)
  return request.secFetchSite === 'same-origin'
}
