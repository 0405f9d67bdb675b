import { expect, test } from 'vitest'
import { faultOfPassword } from './password-rules.ts'
import { hashPassword, isPassword } from './password.ts'

const person = { email: 'margaret.hamilton@example.org', name: 'Margaret Hamilton' }

test('a password is known again, in any form of its letters, and no other is', async () => {
  const stored = await hashPassword('Crème brûlée 9')
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[^=$]+\$[^=$]+$/)
  expect(await isPassword('Crème brûlée 9'.normalize('NFD'), stored)).toBe(true)
  expect(await isPassword('crème brûlée 9', stored)).toBe(false)
  expect(await hashPassword('Crème brûlée 9')).not.toBe(stored)
})

test('without a stored password none is right, and the work is done all the same', async () => {
  expect(await isPassword('', undefined)).toBe(false)
  expect(await isPassword('anything at all', undefined)).toBe(false)
})

test('a hash that another program made is understood', async () => {
  // The example of https://www.php.net/sodium_crypto_pwhash_str, which libsodium computed.
  const stored = '$argon2id$v=19$m=65536,t=2,p=1$oWIfdaXwWwhVmovOBc2NAQ$EbsZ+JnZyyavkafS0hoc4HdaOB0ILWZESAZ7kVGa+Iw'
  expect(await isPassword('password', stored)).toBe(true)
  expect(await isPassword('Password', stored)).toBe(false)
})

test.each([
  'blue harbour crane 42',
  'kzqv-8812-mmlp',
  'ein langer Satz mit Umlauten: äöü',
  '正しい馬電池ステープル正しい',
])('%s will do', (password) => {
  expect(faultOfPassword(password, person)).toBeUndefined()
})

test.each([
  ['elevenchars', /11 characters; at least 12/],
  ['🙂🙂🙂🙂🙂🙂', /6 characters/],
  ['x'.repeat(257), /longer than 256/],
  ['margaret.hamilton@example.org', /name or e-mail/],
  ['MARGARET.hamilton@example.org', /name or e-mail/],
  ['Margaret Hamilton', /name or e-mail/],
  ['margaret.hamilton1969!', /name or e-mail/],
  ['password1234', /tried first/],
  ['Password2026!', /tried first/],
  ['Administrator1', /tried first/],
  ['Welcome123456', /tried first/],
  ['correct horse battery staple', /tried first/],
  ['aaaaaaaaaaaa', /tried first/],
  ['abcabcabcabc', /tried first/],
  ['123456789012', /tried first/],
  ['qwertyuiopas', /tried first/],
  ['1q2w3e4r5t6y', /tried first/],
])('%s is refused', (password, why) => {
  expect(faultOfPassword(password, person)).toMatch(why)
})
