import { expect, test } from 'vitest'
import { networkWith, rangesOf } from './network.ts'

const internet = [
  '8.8.8.8',
  '1.1.1.1',
  '11.0.0.1',
  '172.32.0.1',
  '192.169.0.1',
  '100.128.0.1',
  '169.253.1.1',
  '223.255.255.1',
]
const internetSix = ['2606:4700::1111', '2a00:1450:4001::1', '2001:4860:4860::8888', '2400:cb00::1', '3ffe:ffff::1']

test.each([...internet, ...internetSix])('%s is on the internet', (address) => {
  expect(networkWith().refusal(address)).toBeUndefined()
  expect(networkWith(['private']).allowed.refusal(address)).toMatch(/^not among the allowed networks/)
})

test.each([
  ['127.0.0.1', 'this machine itself'],
  ['::1', 'this machine itself'],
  ['169.254.169.254', 'where clouds keep secrets of their machines'],
  ['fd00:ec2::254', 'where clouds keep secrets of their machines'],
  ['192.168.0.1', 'in a private network'],
  ['fe80::1', 'only known on its own cable'],
  ['100.64.0.1', 'shared behind a provider’s router'],
  ['0.0.0.0', 'no address of a machine'],
  ['ff02::1', 'for many machines at once'],
  ['::ffff:8.8.8.8', 'an IPv4 address in disguise'],
  ['64:ff9b::808:808', 'an IPv4 address in disguise'],
  ['2002:808:808::1', 'an IPv4 address in disguise'],
  ['255.255.255.255', 'kept for other uses'],
])('%s is %s', (address, what) => {
  expect(networkWith().refusal(address)).toBe(`${what}; an administrator can allow it with the setting allowedNetworks`)
})

test('what is allowed may be spoken to, and nothing beside it', () => {
  const network = networkWith(['10.1.0.0/16', '192.168.7.7', 'fd12::/16'])
  for (const address of ['10.1.255.255', '192.168.7.7', 'fd12::5']) {
    expect(network.refusal(address)).toBeUndefined()
    expect(network.allowed.refusal(address)).toBeUndefined()
  }
  for (const address of ['10.2.0.0', '192.168.7.8', 'fd13::5', '127.0.0.1', '::ffff:10.1.0.1']) {
    expect(network.refusal(address)).toBeDefined()
  }
  expect(network.allowed.allowed).toBe(network.allowed)
})

test.each(['loopback', 'private', '10.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8', '0.0.0.0/0', '::/0'])(
  '%s is a range',
  (text) => {
    expect(rangesOf(text)?.length).toBeGreaterThan(0)
    expect(() => networkWith([text])).not.toThrow()
  },
)

test.each(['', 'internet', 'toString', '10.0.0.0/33', 'fd00::/129', '10.0.0', 'nas.example', '10.0.0.0/', '300.1.1.1'])(
  '“%s” is no range',
  (text) => {
    expect(rangesOf(text)).toBeUndefined()
  },
)
