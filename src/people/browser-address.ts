/** As much of a request as tells by which address it reached us. */
interface Reached {
  /** http or https, as a trusted proxy tells it. */
  readonly protocol: string
  /** The header Host, or what a trusted proxy says that it was. */
  readonly host: string
}

/**
 * The address in the browser: the public one where the request names its host, else as the request came, so that somebody
 * on the machine itself can use it too.
 */
export function addressOf({ protocol, host }: Reached, publicUrl: string | undefined): string {
  if (publicUrl !== undefined && new URL(publicUrl).host === host.toLowerCase()) return publicUrl
  return `${protocol === 'https' ? 'https' : 'http'}://${host}`
}
