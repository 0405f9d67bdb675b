import { createTransport } from 'nodemailer'
import { isLoopback } from '#toolkit/http-address.ts'

export interface Letter {
  /** Its Message-ID is made of it: the same in every attempt. */
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

export interface Mailer {
  /** Throws the sentence that says why the server did not take it. */
  send(letter: Letter): Promise<void>
}

interface MailSettings {
  /** smtp:// or smtps://, with user and password where the server asks for them. */
  readonly smtpUrl?: string | undefined
  readonly mailFrom?: string | undefined
}

const timeoutMs = 20_000

/** Sends e-mail through the server of the settings; undefined when there is none. */
export function openMailer({ smtpUrl, mailFrom }: MailSettings): Mailer | undefined {
  if (smtpUrl === undefined) return undefined
  const url = new URL(smtpUrl)
  const user = decodeURIComponent(url.username)
  const from = mailFrom ?? (user.includes('@') ? user : `gantry@${url.hostname}`)
  const isSecure = url.protocol === 'smtps:'
  const transport = createTransport({
    host: url.hostname,
    port: url.port === '' ? (isSecure ? 465 : 587) : Number(url.port),
    secure: isSecure,
    // A password is not sent over a network that can be listened to.
    requireTLS: user !== '' && !isSecure && !isLoopback(new URL(`http://${url.host}`)),
    ...(user !== '' && { auth: { user, pass: decodeURIComponent(url.password) } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  })
  return {
    async send({ id, to, subject, text }) {
      const headers = { 'Auto-Submitted': 'auto-generated' }
      const messageId = `<${id}@${from.replace(/>$/, '').split('@').at(-1) ?? url.hostname}>`
      try {
        await transport.sendMail({ from: { name: 'Gantry', address: from }, to, subject, text, messageId, headers })
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        throw new Error(`The mail server ${url.hostname} did not take the message to ${to}: ${why}`, { cause: error })
      }
    },
  }
}

/** The address behind `mailto:`; undefined for addresses of the web. */
export function mailAddressIn(url: string): string | undefined {
  return url.startsWith('mailto:') ? decodeURIComponent(url.slice('mailto:'.length)) : undefined
}
