import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'

/** A new Ed25519 key to sign proofs with, as PKCS #8 PEM. It is a secret of the installation. */
export function newProofKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** The key that `newProofKey` wrote. Throws when the text is no Ed25519 key. */
export function openProofKey(pem: string): KeyObject {
  const key = createPrivateKey(pem)
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('The key for proofs must be an Ed25519 key.')
  return key
}

/** The public half as it stands in proofs: Base64 of its SPKI form. */
export function publicKeyText(key: KeyObject): string {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key
  return publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
}

/** The public half for people and other programs: SPKI in PEM. */
export function publicKeyPem(key: KeyObject): string {
  return createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString()
}

/** What `publicKeyText` or `publicKeyPem` wrote; `undefined` when the text is no Ed25519 key. */
export function parsePublicKey(text: string): KeyObject | undefined {
  try {
    const isPem = text.trimStart().startsWith('-----BEGIN PUBLIC KEY-----')
    const key = createPublicKey(isPem ? text : { key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ed25519' ? key : undefined
  } catch {
    return undefined
  }
}
