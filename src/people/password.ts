import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto'
import { promisify } from 'node:util'

// OWASP's second choice of equal strength, the one with less memory for each attempt to sign in: 19 MiB, two passes, one
// lane (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id).
const cost = { memory: 19_456, passes: 2, parallelism: 1 }
const saltBytes = 16 // RFC 9106, 3.1
const hashBytes = 32

const derive = promisify(argon2)

/** Argon2id in the usual text form, `$argon2id$v=19$m=…,t=…,p=…$salt$hash`, which carries its own cost. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const hash = await derive('argon2id', parameters(password, salt, cost))
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${plain64(salt)}$${plain64(hash)}`
}

/** Takes the same time whether or not there is a hash to compare with, so that nobody learns which accounts exist. */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  const { salt, hash, cost: paid } = parse(stored ?? (await nobodys()))
  const derived = await derive('argon2id', parameters(password, salt, paid))
  return timingSafeEqual(derived, hash) && stored !== undefined
}

let nobodysHash: Promise<string> | undefined

function nobodys(): Promise<string> {
  nobodysHash ??= hashPassword(randomBytes(32).toString('hex'))
  return nobodysHash
}

function parameters(password: string, salt: Buffer, { memory, passes, parallelism }: typeof cost): Argon2Parameters {
  // The same password typed on another keyboard may arrive in another form (NIST SP 800-63B, 3.1.1.2).
  const message = password.normalize('NFKC')
  return { message, nonce: salt, memory, passes, parallelism, tagLength: hashBytes }
}

const form = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/

function parse(stored: string) {
  const [, memory, passes, parallelism, salt, hash] = form.exec(stored) ?? []
  if (salt === undefined || hash === undefined) throw new Error('A stored password is in a form that is not known.')
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  }
}

const plain64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')
