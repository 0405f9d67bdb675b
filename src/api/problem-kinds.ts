import type { Problem, ProblemCode } from './contract/problem.ts'

export interface ProblemKind {
  readonly code: ProblemCode
  readonly title: string
  readonly status: number
  /** What to do in general; the detail of each says more. */
  readonly advice: string
}

/** All kinds of refusal and failure; docs/guide/troubleshooting.md has a row for each. */
const kinds: Readonly<Record<ProblemCode, Omit<ProblemKind, 'code'>>> = {
  invalid: {
    title: 'The request is not valid',
    status: 400,
    advice: 'Mend what the detail names and ask again; the same request will be refused again.',
  },
  unauthorised: { title: 'It is not known who asks', status: 401, advice: 'Sign in, or present a valid API token.' },
  forbidden: {
    title: 'Not allowed',
    status: 403,
    advice: 'Ask an administrator for the role or token, or whoever administers the platform for access.',
  },
  'not-found': {
    title: 'Not there',
    status: 404,
    advice: 'Look at the list of what is there; it may have been removed, or the account may not see it.',
  },
  conflict: {
    title: 'Not possible as things are',
    status: 409,
    advice: 'Change what the detail names, then ask again.',
  },
  throttled: { title: 'Too many attempts', status: 429, advice: 'Wait until the time in Retry-After.' },
  'sign-in-needed': {
    title: 'A sign-in is needed',
    status: 409,
    advice: 'Sign the connection in again; its jobs stay and waiting runs can be resumed.',
  },
  'platform-failed': {
    title: 'The platform did not do it',
    status: 502,
    advice: 'Test the connection; when the platform has trouble, try again later.',
  },
  unavailable: {
    title: 'Not possible right now',
    status: 503,
    advice: 'Try again in a moment; when it stays, look at the log of the server and at its database.',
  },
  unexpected: {
    title: 'Something went wrong inside Gantry',
    status: 500,
    advice: 'Look in the server’s log for the id in the detail, and report it.',
  },
}

export const problemKinds: readonly ProblemKind[] = Object.entries(kinds).map(([code, kind]) => ({
  code: code as ProblemCode,
  ...kind,
}))

export const problemAnchor = (code: ProblemCode) => `problem-${code}`

/** A problem of this kind; the type leads to a page of this server that explains it. */
export function problem(code: ProblemCode, detail: string, status = kinds[code].status): Problem {
  const { title, advice } = kinds[code]
  return { type: `/api/reference#${problemAnchor(code)}`, title, status, detail, advice, code }
}
