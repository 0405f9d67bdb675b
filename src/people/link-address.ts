/**
 * Where a one-time link leads. The secret stands behind the #, which browsers do not send: it gets into no server's or
 * proxy's log and into no Referer.
 */
export const linkAddress = (publicUrl: string, secret: string) => `${publicUrl.replace(/\/+$/, '')}/welcome#${secret}`
