import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Who is logged in at the log-in pages, in this browser, until the sandbox stops. */
export interface Session {
  readonly user: number
  /** Goes with the form of the consent page, so that no other page can send it. */
  readonly formKey: string
}

export interface Sessions {
  begin(reply: FastifyReply, user: number): void
  of(request: FastifyRequest): Session | undefined
  end(request: FastifyRequest): void
}

const cookie = 'procore_sandbox_session'

export function keepSessions(): Sessions {
  const sessions = new Map<string, Session>()
  const idIn = (request: FastifyRequest) =>
    new RegExp(`(?:^|;\\s*)${cookie}=([0-9a-f]+)`).exec(request.headers.cookie ?? '')?.[1] ?? ''
  return {
    begin(reply, user) {
      const id = randomBytes(24).toString('hex')
      sessions.set(id, { user, formKey: randomBytes(16).toString('hex') })
      // Lax, so that it comes along when another site opens the authorisation in a pop-up.
      reply.header('set-cookie', `${cookie}=${id}; Path=/; HttpOnly; SameSite=Lax`)
    },
    of: (request) => sessions.get(idIn(request)),
    end: (request) => void sessions.delete(idIn(request)),
  }
}
