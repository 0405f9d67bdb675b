import { z } from 'zod'
import { searchQuery, title } from './text.ts'

/** From least to most; each may do what those before it may. */
export const roles = ['viewer', 'operator', 'approver', 'administrator'] as const

const email = z.string().trim().pipe(z.email().max(254)).describe('The e-mail address by which they sign in')
// Long enough for any sentence; what a new password must be is told by the server.
const password = z.string().min(1).max(1024).describe('The password by which they sign in')
const secret = z.string().min(1).max(200).describe('The secret of a one-time link: what stands behind its #')

export const signInForm = z.strictObject({ email, password })
export type SignInForm = z.input<typeof signInForm>

/** The page of Gantry that an identity provider sends people back to. */
export const signOnPage = '/single-sign-on'

export const signOnView = z.object({
  /** Of the identity provider; absent where none is set up. */
  name: z.string().optional(),
})
export type SignOnView = z.infer<typeof signOnView>

/** Where the browser is to go now. */
export const signOnBegun = z.object({ url: z.string() })
export type SignOnBegun = z.infer<typeof signOnBegun>

export const signOnAnswer = z.strictObject({
  answer: z
    .string()
    .max(16_384)
    .describe('What stands behind the ? of the address by which the provider sent the browser back'),
})

export const linkSecret = z.strictObject({ secret })

export const linkView = z.object({
  kind: z.enum(['first-administrator', 'invitation', 'new-password']),
  role: z.enum(roles).optional(),
  email: z.string().optional(),
  expiresAt: z.iso.datetime(),
})
export type LinkView = z.infer<typeof linkView>

export const welcomeForm = z.strictObject({
  secret,
  password,
  name: title.optional().describe('The name by which others know them; not for a new password'),
  email: email.optional().describe('Only of the first administrator: an invitation has the e-mail address'),
})
export type WelcomeForm = z.input<typeof welcomeForm>

export const personView = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  isDisabled: z.boolean(),
  /** They sign in through the identity provider. */
  isLinked: z.boolean(),
  createdAt: z.iso.datetime(),
  lastSignInAt: z.iso.datetime().optional(),
})
export type PersonView = z.infer<typeof personView>

/** Who makes the request. `local`: a command on the server's own machine. */
export const meView = z.object({
  kind: z.enum(['person', 'token', 'local']),
  name: z.string(),
  person: personView.optional(),
  may: z.array(z.string()),
})
export type MeView = z.infer<typeof meView>

export const roleList = z.object({
  roles: z.array(z.object({ role: z.enum(roles), title: z.string(), may: z.array(z.string()) })),
  permissions: z.array(
    z.object({
      permission: z.string(),
      /** Completes “A person with this permission may …”. */
      sentence: z.string(),
      /** Never for an API token. */
      onlyInPerson: z.boolean(),
    }),
  ),
})
export type RoleList = z.infer<typeof roleList>

export const changeMe = z.strictObject({ name: title.describe('The name by which others know who asks') })
export const newPassword = z.strictObject({
  present: password.describe('The password until now'),
  next: password.describe('The password from now on'),
})

export const sessionView = z.object({
  id: z.string(),
  /** “Firefox on Windows”. */
  device: z.string(),
  address: z.string(),
  /** The one that the request was made with. */
  isThis: z.boolean(),
  createdAt: z.iso.datetime(),
  usedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
})
export const sessionList = z.object({ sessions: z.array(sessionView), next: z.string().optional() })
export type SessionList = z.infer<typeof sessionList>
export const ended = z.object({ ended: z.number().int() })

export const newToken = z
  .strictObject({
    name: title.describe('What it is called'),
    role: z.enum(roles).optional().describe('It may do all that this role may; else give permissions'),
    permissions: z
      .array(z.string().max(100))
      .min(1)
      .max(100)
      .optional()
      .describe('It may do what these single permissions allow; else give a role'),
    expiresAt: z.iso
      .datetime({ offset: true, error: 'a time is written as 2026-12-31T00:00:00Z' })
      .optional()
      .describe('When it ends: in 90 days when absent, in a year at most'),
  })
  .refine(({ role, permissions }) => (role === undefined) !== (permissions === undefined), {
    message: 'give either a role or permissions',
  })
export type NewToken = z.input<typeof newToken>

export const tokenView = z.object({
  id: z.string(),
  name: z.string(),
  /** The last four characters. */
  hint: z.string(),
  /** Absent: it belongs to the installation. */
  owner: z.object({ id: z.string(), name: z.string() }).optional(),
  role: z.enum(roles).optional(),
  permissions: z.array(z.string()).optional(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  usedAt: z.iso.datetime().optional(),
})
export const tokenPage = z.object({ tokens: z.array(tokenView), next: z.string().optional() })
export type TokenPage = z.infer<typeof tokenPage>
/** The only answer that holds the token itself. */
export const madeToken = z.object({ token: tokenView, text: z.string() })
export type MadeToken = z.infer<typeof madeToken>

export const peopleQuery = searchQuery.extend({
  role: z.enum(roles).optional().describe('Only those who have this role'),
  state: z.enum(['active', 'disabled']).optional().describe('Only those who can sign in, or only those who cannot'),
})
export const peoplePage = z.object({ people: z.array(personView), next: z.string().optional() })
export type PeoplePage = z.infer<typeof peoplePage>

export const changePerson = z.strictObject({
  name: title.optional().describe('The name by which others know them from now on'),
  role: z.enum(roles).optional().describe('What they may do from now on'),
  isDisabled: z.boolean().optional().describe('Whether they can sign in no more'),
})
export type ChangePerson = z.input<typeof changePerson>

export const newInvitation = z.strictObject({ email, role: z.enum(roles).describe('What they may do') })

export const invitationView = z.object({
  id: z.string(),
  email: z.string(),
  role: z.enum(roles),
  madeBy: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
})
export const invitationList = z.object({ invitations: z.array(invitationView), next: z.string().optional() })
export type InvitationList = z.infer<typeof invitationList>

/** A link to be handed over; it is shown this once. */
export const offeredLink = z.object({ url: z.string(), expiresAt: z.iso.datetime() })
export type OfferedLink = z.infer<typeof offeredLink>
