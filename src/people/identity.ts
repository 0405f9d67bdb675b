import { z } from 'zod'
import { title } from '#api/contract/text.ts'

/** Who somebody is at the identity provider, as far as it vouches for it. */
export interface Identity {
  readonly issuer: string
  /** Never given to anybody else there, unlike an e-mail address. */
  readonly subject: string
  readonly email?: string
  readonly isEmailVerified: boolean
  readonly name?: string
}

/** The claims of OpenID Connect Core, 5.1, that are used; what is misshapen of those that need not be there counts as absent. */
const claimsForm = z.object({
  iss: z.string(),
  // OpenID Connect Core, 2: at most 255 characters of ASCII.
  sub: z.string().regex(/^[\x20-\x7e]{1,255}$/),
  email: z.string().trim().pipe(z.email().max(254)).optional().catch(undefined),
  // Some providers write it as text.
  email_verified: z.union([z.boolean(), z.stringbool()]).optional().catch(undefined),
  name: title.optional().catch(undefined),
})

export function toIdentity(claims: unknown): Identity {
  const { iss, sub, email, email_verified: isVerified, name } = claimsForm.parse(claims)
  return {
    issuer: iss,
    subject: sub,
    ...(email !== undefined && { email }),
    isEmailVerified: isVerified === true,
    ...(name !== undefined && { name }),
  }
}
