import type { Problem, ProblemCode } from './contract/problem.ts'

export interface ProblemKind {
  readonly code: ProblemCode
  readonly title: string
  readonly status: number
  /** What has happened, in general. */
  readonly meaning: string
  /** What to do in general; the detail of each says more. */
  readonly advice: string
}

/** All kinds of refusal and failure; docs/guide/problems.md is made from them. */
const kinds: Readonly<Record<ProblemCode, Omit<ProblemKind, 'code'>>> = {
  invalid: {
    title: 'The request is not valid',
    status: 400,
    meaning: 'Something in the request is missing, misshapen or not possible here. Nothing was done.',
    advice: 'Change what the sentence names, then try again; the same request will be refused again.',
  },
  unauthorised: {
    title: 'It is not known who asks',
    status: 401,
    meaning: 'The request came without a session or token, or with one that has ended, was revoked or is wrong.',
    advice: 'Sign in with the right e-mail address and password, or present a valid API token.',
  },
  forbidden: {
    title: 'Not allowed',
    status: 403,
    meaning:
      'It is known who asks, but they may not do this here, or the connection’s account may not do it on its platform.',
    advice: 'Ask an administrator for the role or token, or whoever administers the platform for access.',
  },
  'not-found': {
    title: 'Not there',
    status: 404,
    meaning: 'What the request names is not there, or the connection’s account may not see it.',
    advice: 'Look at the list of what is there; it may have been removed, or the account may not see it.',
  },
  conflict: {
    title: 'Not possible as things are',
    status: 409,
    meaning: 'What is asked does not go with how things are now: a name that is taken, a run that is not finished.',
    advice: 'Change what the sentence names, then try again.',
  },
  throttled: {
    title: 'Too much at once',
    status: 429,
    meaning: 'There were too many requests, or attempts to sign in, in a short time; the next ones are not looked at.',
    advice: 'Wait as many seconds as Retry-After says, then ask less often.',
  },
  'sign-in-needed': {
    title: 'A sign-in is needed',
    status: 409,
    meaning: 'The platform does not accept the sign-in of the connection, or not any more.',
    advice: 'Sign the connection in again; its jobs stay and waiting runs can be resumed.',
  },
  'platform-failed': {
    title: 'The platform did not do it',
    status: 502,
    meaning: 'The platform was asked and did not do it, was not reached, or gave an answer that makes no sense.',
    advice: 'Test the connection; when the platform has trouble, try again later.',
  },
  unavailable: {
    title: 'Not possible right now',
    status: 503,
    meaning: 'Gantry itself cannot do it at this moment, for example because its database does not answer.',
    advice: 'Try again in a moment; when it stays, look at the log of the server and at its database.',
  },
  unexpected: {
    title: 'Something went wrong inside Gantry',
    status: 500,
    meaning: 'A fault of Gantry, or of what it stands on. The server’s log has the details.',
    advice: 'Look in the server’s log for the id in the sentence, and report it.',
  },
}

export const problemKinds: readonly ProblemKind[] = Object.entries(kinds).map(([code, kind]) => ({
  code: code as ProblemCode,
  ...kind,
}))

/** Where this server explains them; each kind's anchor is its code. */
export const problemGuide = '/api/guide/problems'

/** A problem of this kind; the type leads to what the guide says of it. */
export function problem(code: ProblemCode, detail: string, status = kinds[code].status): Problem {
  const { title, advice } = kinds[code]
  // What is forbidden is so for many reasons, a role as well as a folder: only the sentence of each knows the way on.
  return { type: `${problemGuide}#${code}`, title, status, detail, ...(code !== 'forbidden' && { advice }), code }
}
