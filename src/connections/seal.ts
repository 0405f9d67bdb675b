import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const algorithm = 'aes-256-gcm'
const nonceBytes = 12 // NIST SP 800-38D, 8.2.1
const tagBytes = 16 // The longest there is: Node takes one of 4 bytes, which can be guessed, unless told otherwise.
export const keyBytes = 32

/** Text that can be opened only with the same key and the same `boundTo`. */
export interface Sealer {
  seal(text: string, boundTo: string): string
  /** Throws SealError when the key is another one, or the text was changed or moved. */
  open(sealed: string, boundTo: string): string
}

export class SealError extends Error {
  override readonly name = 'SealError'
}

/** AES-256-GCM; sealed text is `nonce.tag.bytes`, each in base64url, after what `form` begins it with. */
function sealerWith(key: Buffer, form: string): Sealer {
  return {
    seal(text, boundTo) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(boundTo))
      const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return [form, ...[nonce, cipher.getAuthTag(), bytes].map((part) => part.toString('base64url'))].join('.')
    },
    open(sealed, boundTo) {
      const parts = sealed.split('.')
      const [nonce, tag, bytes] = parts.splice(-3).map(bytesOf)
      if (nonce === undefined || tag === undefined || bytes === undefined) throw unknownForm()
      // Key 1 has also sealed before there were others.
      if (![form, 'v1'].includes(parts.join('.'))) throw unknownForm()
      try {
        const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
          .setAAD(Buffer.from(boundTo))
          .setAuthTag(tag)
        return Buffer.concat([decipher.update(bytes), decipher.final()]).toString('utf8')
      } catch (cause) {
        throw new SealError(
          'A stored secret does not open: the master key is another one, or the secret was moved or changed.',
          { cause },
        )
      }
    },
  }
}

/** Only as it was written: Buffer leaves out what is no digit, and does not look at the last bits. */
function bytesOf(part: string): Buffer {
  const bytes = Buffer.from(part, 'base64url')
  if (bytes.toString('base64url') !== part) throw unknownForm()
  return bytes
}

/** The number of the data key that a text is sealed with: `v2.NUMBER.…`; before there were several, `v1.…`, it is 1. */
export function keyNumberIn(sealed: string): number {
  const [form, number = ''] = sealed.split('.')
  if (form === 'v1') return 1
  if (form === 'v2' && /^\d{1,9}$/.test(number)) return Number(number)
  throw unknownForm()
}

function unknownForm(): SealError {
  return new SealError('A stored secret is in a form that this Gantry does not know.')
}

interface Wrapped {
  readonly id: number
  readonly wrapped: string
}

/** A new data key, wrapped by the master key; data keys seal secrets, so the master key can be replaced by re-wrapping. */
export function newDataKey(master: Buffer): string {
  return sealerWith(master, 'v1').seal(randomBytes(keyBytes).toString('base64'), 'data-key')
}

export function openDataKey(master: Buffer, { id, wrapped }: Wrapped): Sealer {
  return sealerWith(Buffer.from(sealerWith(master, 'v1').open(wrapped, 'data-key'), 'base64'), `v2.${id}`)
}

/** The same data key, wrapped by another master key. */
export function rewrapped(wrapped: string, from: Buffer, to: Buffer): string {
  return sealerWith(to, 'v1').seal(sealerWith(from, 'v1').open(wrapped, 'data-key'), 'data-key')
}

/** The one of several master keys that opens a data key. Throws SealError where none does. */
export function masterFor(key: Wrapped, masters: readonly Buffer[]): Buffer {
  const found = masters.find((master) => opens(master, key))
  if (found) return found
  throw new SealError(
    'The master key is not the one that this database was made with; nothing was opened or changed. ' +
      'Restore the right key file (master.key in the data folder, or the file that GANTRY_MASTER_KEY_FILE names); ' +
      'after a change of the master key that is the new one.',
  )
}

function opens(master: Buffer, key: Wrapped): boolean {
  try {
    openDataKey(master, key)
    return true
  } catch (error) {
    if (error instanceof SealError) return false
    throw error
  }
}
