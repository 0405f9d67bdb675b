/** What went wrong between Gantry and its database, as opposed to in a statement. */
export type DatabaseFailure =
  /** Gone, starting, stopping or full of connections: worth another try. */
  | 'unavailable'
  /** Its disk is full: worth another try once a person made room. */
  | 'no-space'
  /** Wrong sign-in, wrong version, no such database: only a person can help. */
  | 'refused'
  /** The embedded server's folder cannot be used as it is. */
  | 'unusable-folder'

/** The one class this folder throws. Failures of a single statement, such as a broken constraint, stay pg's own. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
  readonly kind: DatabaseFailure

  constructor(kind: DatabaseFailure, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.kind = kind
  }
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html
const failureOfSqlState: Readonly<Record<string, DatabaseFailure>> = {
  '08000': 'unavailable',
  '08001': 'unavailable',
  '08003': 'unavailable',
  '08004': 'unavailable',
  '08006': 'unavailable',
  '53300': 'unavailable', // too many connections
  '57P01': 'unavailable', // admin shutdown
  '57P02': 'unavailable', // crash shutdown
  '57P03': 'unavailable', // cannot connect now: starting or stopping
  '57P05': 'unavailable', // idle session timeout
  '53100': 'no-space',
  '28000': 'refused',
  '28P01': 'refused',
  '3D000': 'refused',
}

const goneCodes: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it ended the connection',
  ENOENT: 'nothing listens there', // the socket's file while the server is down
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name of its host cannot be looked up at the moment',
  EPIPE: 'it ended the connection',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'no way leads to its host',
  ENETUNREACH: 'there is no network to its host',
}

// pg gives these no code (pg/lib/client.js, pg-pool/index.js).
const goneMessages =
  /^(Connection terminated|timeout expired|timeout exceeded|Client has encountered a connection error)/

/** What kind of failure `pg` reported; undefined when it is about the statement, not about the connection. */
export function databaseFailure(error: unknown): DatabaseFailure | undefined {
  if (error instanceof DatabaseError) return error.kind
  if (!(error instanceof Error)) return undefined
  if (error instanceof AggregateError) return databaseFailure(error.errors[0])
  const code = codeOf(error)
  if (code in goneCodes || goneMessages.test(error.message)) return 'unavailable'
  return failureOfSqlState[code]
}

const sentences: Readonly<Record<DatabaseFailure, (where: string, reason: string) => string>> = {
  unavailable: (where, reason) =>
    `Gantry lost its database (${where}): ${reason}. It goes on by itself as soon as the database is back.`,
  'no-space': (where, reason) => `The disk of Gantry's database (${where}) is full: ${reason}. Make room there.`,
  refused: (where, reason) =>
    `Gantry's database (${where}) refused the connection: ${reason}. Check the address, user and password.`,
  'unusable-folder': (where, reason) => `Gantry cannot use the database folder of ${where}: ${reason}.`,
}

/** The error to throw on: ours with a sentence when the connection failed, else the given one unchanged. */
export function translated(error: unknown, where: string): unknown {
  const kind = databaseFailure(error)
  if (kind === undefined || error instanceof DatabaseError) return error
  return new DatabaseError(kind, sentences[kind](where, reasonOf(error)), error)
}

/** The same where there was no connection yet that could be lost: at a start. */
export function unreached(error: unknown, where: string): unknown {
  if (databaseFailure(error) !== 'unavailable') return error
  const cause = error instanceof DatabaseError ? error.cause : error
  const message = `Gantry cannot reach its database (${where}): ${reasonOf(cause)}. Start it, or correct its address.`
  return new DatabaseError('unavailable', message, cause)
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0])
  const words = error instanceof Error ? goneCodes[codeOf(error)] : undefined
  if (words !== undefined) return words
  return error instanceof Error ? error.message.replace(/\.$/, '') : String(error)
}

/** Whether a statement failed because a row with the same key is already there. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (!(error instanceof Error) || !('code' in error) || error.code !== '23505') return false
  return constraint === undefined || ('constraint' in error && error.constraint === constraint)
}
