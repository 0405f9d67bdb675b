import { describe, expect, it } from 'vitest'
import { StorageError } from '#platform'
import { HttpError } from '#toolkit/http-error.ts'
import { failureFrom, failureFromAnswer, meanings } from './failures.ts'
import { redact } from './redact.ts'
import { saidIn } from './said.ts'

const doing = { verb: 'read', path: ['Plans', 'A-101.pdf'] }

const answered = (status: number, body: unknown, afterMs?: number) =>
  failureFromAnswer(
    {
      status,
      said: saidIn(typeof body === 'string' ? body : JSON.stringify(body)),
      requestId: 'request-1',
      ...(afterMs !== undefined && { afterMs }),
    },
    doing,
  )

describe('answers', () => {
  it.each([
    [400, { errors: { name: ['has already been taken'] } }, 'already-exists', 'skip-this'],
    [400, { errors: { name: ['is too long'] } }, 'invalid-name', 'skip-this'],
    [400, { errors: ['Missing Procore-Company-Id header! It is needed.'] }, 'unsupported', 'fix-settings'],
    [400, { message: 'bad' }, 'unexpected', 'skip-this'],
    [401, { message: 'The access token is invalid' }, 'unauthorised', 'reconnect'],
    [403, { errors: ['App is not connected to this company.'] }, 'forbidden', 'fix-settings'],
    [403, { errors: ['The Documents tool is disabled for this project'] }, 'forbidden', 'fix-settings'],
    [403, { errors: ['Project is not in the permitted projects'] }, 'forbidden', 'fix-settings'],
    [403, { errors: ['You do not have permission'] }, 'forbidden', 'skip-this'],
    [403, '<html>Forbidden</html>', 'forbidden', 'skip-this'],
    [404, '', 'not-found', 'skip-this'],
    [404, { message: 'Project not found' }, 'not-found', 'stop'],
    [409, { errors: { base: ['conflict'] }, file: { checked_out_by: { name: 'Bob' } } }, 'locked', 'skip-this'],
    [410, '', 'unavailable', 'retry-later'],
    [418, '', 'unexpected', 'skip-this'],
    [422, { errors: { base: ['not allowed'] } }, 'unexpected', 'skip-this'],
    [429, 'You have surpassed the max number of requests for an hour.', 'rate-limited', 'retry-later'],
    [500, '<html>', 'unavailable', 'retry-later'],
    [503, '', 'unavailable', 'retry-later'],
  ] as const)('%i %j is %s: %s', (status, body, kind, advice) => {
    const failure = answered(status, body)
    expect(failure).toMatchObject({ kind, verb: 'read', path: doing.path, requestId: 'request-1' })
    expect(failure.advice.do).toBe(advice)
    expect(failure.message).toContain('Could not read “Plans/A-101.pdf” in Procore: ')
    expect(failure.message).not.toContain('<html>')
  })

  it('says in four different sentences why access was refused', () => {
    const words = meanings.filter(({ status }) => status === 403).map((meaning) => meaning.words)
    expect(new Set(words).size).toBe(4)
  })

  it('tells who holds a file, what Procore said and when to come back', () => {
    const file = { checked_out_by: { id: 1, name: ' ', login: 'bob@example.com' } }
    expect(answered(409, { errors: { base: ['busy'] }, file }).message).toBe(
      'Could not read “Plans/A-101.pdf” in Procore: the file is checked out by bob@example.com. Ask who holds it to check it in, then run the job again. Procore said: “busy”.',
    )
    expect(answered(429, '', 5000).advice).toEqual({ do: 'retry-later', afterMs: 5000 })
    expect(answered(404, '', 5000).advice).toEqual({ do: 'skip-this' })
  })
})

describe('what Procore said', () => {
  it.each([
    [{ errors: ['one', 'two'] }, 'one, two'],
    [{ errors: { base: ['one'], name: ['is bad'] } }, 'one, name is bad'],
    [{ errors: 'one' }, 'one'],
    [{ message: 'one' }, 'one'],
    [{ error: 'invalid_grant', error_description: 'It was used.' }, 'It was used., invalid_grant'],
    [{ error: { code: 'BAD', message: 'Bad', details: [{ reason_code: 'X', message: 'Worse' }] } }, 'Bad, Worse'],
    ['plain text', 'plain text'],
    ['<!doctype html><p>no</p>', ''],
    ['', ''],
    [{ other: 1 }, ''],
  ])('%j reads “%s”', (body, text) => {
    expect(saidIn(typeof body === 'string' ? body : JSON.stringify(body)).text).toBe(text)
  })

  it('is cut when it is long, and holds no secret', () => {
    expect(saidIn('x'.repeat(10_000)).text.length).toBeLessThan(300)
    expect(redact('token abc123def is bad', ['abc123def', 'is'])).toBe('token … is bad')
  })
})

describe('trouble on the way', () => {
  it('is unavailable, except where going on would be unsafe', () => {
    expect(failureFrom(new HttpError('cut-off', 'it broke'), doing)).toMatchObject({ kind: 'unavailable' })
    expect(failureFrom(new HttpError('unsafe-address', 'no https'), doing)).toMatchObject({
      kind: 'forbidden',
      advice: { do: 'stop' },
    })
  })

  it('is cancelled once the signal was given, unless Procore had refused before', () => {
    const signal = AbortSignal.abort()
    expect(failureFrom(new Error('aborted'), doing, signal)).toMatchObject({ kind: 'cancelled' })
    const refusal = new StorageError({ kind: 'locked', message: 'held', verb: 'read' })
    expect(failureFrom(refusal, doing, signal)).toBe(refusal)
  })

  it('has what the source of a write threw as its cause', () => {
    const error = new TypeError('the disk is gone')
    const failure = failureFrom(error, doing)
    expect(failure).toMatchObject({ kind: 'unexpected', cause: error })
    expect(failure.message).toContain('the disk is gone')
  })
})
