import { expect, test } from 'vitest'
import { isReachable } from './is-reachable.ts'

test.each([
  [false, '127.0.0.1', undefined],
  [false, '::1', undefined],
  [false, 'localhost', 'http://localhost:7070'],
  [true, '0.0.0.0', undefined],
  [true, '::', undefined],
  [true, 'fe80::1%eth0', undefined],
  [true, '127.0.0.1', 'https://gantry.example.org'],
])('it is %s that other machines reach a server at %s with the address %s', (is, host, publicUrl) => {
  expect(isReachable(publicUrl === undefined ? { host } : { host, publicUrl })).toBe(is)
})
