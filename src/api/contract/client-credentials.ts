import { z } from 'zod'

/** The app with which this installation makes itself known to a platform, for connections that say `client: default`. */
export const clientCredentialsView = z.object({
  platform: z.object({ id: z.string(), title: z.string() }),
  isSet: z.boolean(),
  /** Values of the fields that are no secrets, by field id. */
  values: z.record(z.string(), z.string()),
  /** The fields that hold a secret; it is never shown. */
  secrets: z.array(z.string()),
  /** How many connections use it. */
  connections: z.number().int(),
  changedAt: z.iso.datetime().optional(),
  /** To be entered as redirect address where the app is registered. */
  redirectUrl: z.url(),
})
export type ClientCredentialsView = z.infer<typeof clientCredentialsView>

export const clientCredentialsList = z.object({ credentials: z.array(clientCredentialsView) })
export type ClientCredentialsList = z.infer<typeof clientCredentialsList>

export const setClientCredentials = z.strictObject({
  values: z
    .record(z.string().max(100), z.string().max(8192))
    .describe(
      'Values of the way’s “clientFields” by field id; a secret that is left out stays, unless an address changes',
    ),
})

export const clientCredentialsChange = z.object({
  credentials: clientCredentialsView,
  /** Connections whose sign-in was taken away, because they now lead to another address. */
  signedOut: z.number().int(),
  sentence: z.string(),
})
export type ClientCredentialsChange = z.infer<typeof clientCredentialsChange>

/** How many secrets are sealed with the new key now, and how many did not open and stay as they were. */
export const keyRotation = z.object({
  key: z.number().int(),
  secrets: z.number().int(),
  unopened: z.number().int(),
})
export type KeyRotation = z.infer<typeof keyRotation>
