import { hash, type KeyObject } from 'node:crypto'
import { publicKeyPem, publicKeyText } from '#engine/proof-key.ts'
import { route } from '#toolkit/route.ts'
import { proofKeyView } from './contract/proof-key.ts'

/** How this installation's proofs are told from those that anybody could make. */
export function proofKeyRoutes({ proofKey }: { readonly proofKey: KeyObject }) {
  const pem = publicKeyPem(proofKey)
  const fingerprint = hash('sha256', Buffer.from(publicKeyText(proofKey), 'base64'), 'hex')
  return { showProofKey: route({ answer: proofKeyView, act: async () => ({ pem, fingerprint }) }) }
}
