import { z } from 'zod'

/** What every refusal and failure is answered with: RFC 9457, `application/problem+json`. */
export const problem = z.object({
  /** A page of the server that explains this kind. */
  type: z.string(),
  /** The kind in words. */
  title: z.string(),
  status: z.number().int(),
  /** What was attempted, on what, what went wrong, what to do; one or two sentences. */
  detail: z.string(),
  /** What to do about this kind in general; absent where only `detail` can say. */
  advice: z.string().optional(),
  /** For programs: a stable code. */
  code: z.enum([
    'invalid',
    'unauthorised',
    'forbidden',
    'not-found',
    'conflict',
    'throttled',
    'sign-in-needed',
    'platform-failed',
    'unavailable',
    'unexpected',
  ]),
  /** When a platform failed: which kind of failure it was, such as `rate-limited` or `no-space`. */
  reason: z.string().optional(),
  /** The jobs that stand in the way of what was asked, at most the first 20. */
  jobs: z.array(z.object({ id: z.string(), name: z.string() })).optional(),
  /** The platform's own id of the request, for its support. */
  requestId: z.string().optional(),
})
export type Problem = z.infer<typeof problem>
export type ProblemCode = Problem['code']
