/** As much of a request as tells by which address it reached us. */
interface Reached {
  /** http or https, as a proxy on this machine tells it. */
  readonly protocol: string
  readonly headers: { readonly host?: string | undefined }
}

/**
 * The address in the browser: the public one where the request names its host, else as the request came, so that somebody
 * on the machine itself can use it too.
 */
export function addressOf({ protocol, headers }: Reached, publicUrl: string | undefined): string {
  const host = headers.host ?? 'localhost'
  if (publicUrl !== undefined && new URL(publicUrl).host === host.toLowerCase()) return publicUrl
  return `${protocol}://${host}`
}
