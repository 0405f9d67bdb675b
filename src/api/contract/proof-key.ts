import { z } from 'zod'

/** The public half of the key that signs proofs and exported audit logs; whoever has it can check them anywhere. */
export const proofKeyView = z.object({
  /** SPKI. */
  pem: z.string(),
  /** SHA-256 of its DER form in hex, to be compared on another way. */
  fingerprint: z.string(),
})
export type ProofKeyView = z.infer<typeof proofKeyView>
