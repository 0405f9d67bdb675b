import { describe, expect, it } from 'vitest'
import { accountFrom, mayCarryToken } from './account.ts'
import { manifest } from './manifest.ts'

const account = (settings: Record<string, string>) =>
  accountFrom({ way: 'code', settings: { clientId: 'client-1', ...settings } })

describe('the login', () => {
  it.each([
    ['https://api.procore.com/', 'https://login.procore.com/'],
    ['https://sandbox.procore.com', 'https://login-sandbox.procore.com/'],
    ['https://api-monthly.procore.com', 'https://login-sandbox-monthly.procore.com/'],
    ['https://api.procoregov.com', 'https://login.procoregov.com/'],
    ['http://127.0.0.1:4000/', 'http://127.0.0.1:4000/'],
  ])('of %s is %s', (domain, login) => {
    expect(account({ domain }).login.href).toBe(login)
  })

  it('is known for every environment that the form offers', () => {
    const offered = manifest.ways.map(({ fields }) => fields.find(({ id }) => id === 'domain')?.choices ?? [])
    for (const choices of offered) {
      const logins = choices.map(({ value }) => account({ domain: value }).login.host)
      expect(new Set(logins).size).toBe(4)
    }
    expect(offered).toHaveLength(2)
  })

  it('can be named for a domain that is not Procore’s, and only for that', () => {
    const loginAddress = 'http://127.0.0.1:4001'
    expect(account({ domain: 'http://127.0.0.1:4000', loginAddress }).login.port).toBe('4001')
    expect(() => account({ domain: 'https://api.procore.com', loginAddress })).toThrow('Leave Login address empty')
  })
})

it.each([
  [{ domain: 'nonsense' }, 'Domain is no address'],
  [{ domain: 'http://api.procore.com' }, 'https://'],
  [{ domain: 'https://app.procore.com' }, 'no address of Procore’s API'],
  [{ domain: 'https://user:secret@api.procore.com' }, 'no address'],
  [{ domain: 'https://api.procore.com', company: 'Acme' }, 'Company ID must be a number'],
  [{ domain: 'https://api.procore.com', clientId: ' ' }, 'Client ID is missing'],
])('settings %j cannot work: %s', (settings, words) => {
  expect(() => account(settings)).toThrow(words)
})

it.each([
  ['https://api.procore.com/rest', true],
  ['https://storage.procore.com/api/v5', true],
  ['https://us02.procore.com/fas', true],
  ['http://storage.procore.com', false],
  ['https://evilprocore.com', false],
  ['https://procore.com.example.com', false],
  ['https://api.procoregov.com', false],
  ['https://s3.amazonaws.com/pro-core.com', false],
])('the token may go to %s: %s', (url, may) => {
  expect(mayCarryToken(new URL(url), account({ domain: 'https://api.procore.com' }))).toBe(may)
})

it('the token of another domain goes to that origin alone', () => {
  const local = account({ domain: 'http://127.0.0.1:4000' })
  expect(mayCarryToken(new URL('http://127.0.0.1:4000/x'), local)).toBe(true)
  expect(mayCarryToken(new URL('http://127.0.0.1:4001/x'), local)).toBe(false)
})
