import { expect, test } from 'vitest'
import { networkOf } from './address.ts'
import { cookieNameOf, readSessionCookie, sessionCookie, transportOf } from './cookies.ts'
import { deviceOf } from './device.ts'
import { isFromOurPage } from './same-origin.ts'
import { newSecret } from './secret.ts'
import { isTokenText, newTokenText } from './token-text.ts'

const ours = ['https://gantry.example.org']

test.each([
  ['our page, as new browsers say it', { method: 'POST', secFetchSite: 'same-origin' }, true],
  ['our page, with both headers', { method: 'POST', secFetchSite: 'same-origin', origin: ours[0] }, true],
  ['our page, as older browsers say it', { method: 'DELETE', origin: ours[0] }, true],
  ['reading, from anywhere', { method: 'GET', secFetchSite: 'cross-site', origin: 'https://evil.example' }, true],
  ['another site', { method: 'POST', secFetchSite: 'cross-site', origin: 'https://evil.example' }, false],
  ['another site in an older browser', { method: 'POST', origin: 'https://evil.example' }, false],
  ['a sister of our host', { method: 'POST', secFetchSite: 'same-site', origin: 'https://x.example.org' }, false],
  ['our host without encryption', { method: 'POST', origin: 'http://gantry.example.org' }, false],
  ['our host on another port', { method: 'POST', origin: 'https://gantry.example.org:8443' }, false],
  ['a look-alike', { method: 'POST', origin: 'https://gantry.example.org.evil.example' }, false],
  ['a page without an origin', { method: 'POST', origin: 'null' }, false],
  ['a line typed by hand', { method: 'POST', secFetchSite: 'none' }, false],
  ['headers that contradict each other', { method: 'POST', secFetchSite: 'same-origin', origin: 'null' }, false],
  ['nothing said', { method: 'POST' }, false],
  ['a method in small letters', { method: 'post' }, false],
])('a request with a cookie from %s', (_, request, isAllowed) => {
  expect(isFromOurPage(request, ours)).toBe(isAllowed)
})

const session = { secret: newSecret(), expiresAt: new Date('2030-01-01T00:00:00Z') }

test('over an encrypted connection the cookie is bound to exactly this host', () => {
  const transport = transportOf('https://gantry.example.org/path')
  expect(sessionCookie(transport, session)).toBe(
    `__Host-gantry=${session.secret}; Path=/; HttpOnly; SameSite=Lax; Expires=Tue, 01 Jan 2030 00:00:00 GMT; Secure`,
  )
})

test('on the machine itself the cookie has the port in its name and no Secure', () => {
  for (const address of ['http://127.0.0.1:7070', 'http://localhost:7070', 'http://[::1]:7070']) {
    const transport = transportOf(address)
    expect(cookieNameOf(transport)).toBe('gantry-7070')
    expect(sessionCookie(transport, session)).not.toContain('Secure')
  }
})

test('plain HTTP over a network is told apart, also under names that look like the machine itself', () => {
  for (const address of [
    'http://10.0.0.5:7070',
    'http://gantry.lan',
    'http://127.0.0.1.evil.example',
    'http://127.1.x',
  ]) {
    expect(transportOf(address).kind).toBe('exposed')
  }
})

test('the secret is read from among other cookies, and nothing else is taken for one', () => {
  const transport = transportOf('https://gantry.example.org')
  expect(readSessionCookie(transport, `a=b; __Host-gantry=${session.secret}; c=d`)).toBe(session.secret)
  expect(readSessionCookie(transport, `x__Host-gantry=${session.secret}`)).toBeUndefined()
  expect(readSessionCookie(transport, `gantry-7070=${session.secret}`)).toBeUndefined()
  expect(readSessionCookie(transport, '__Host-gantry=; b=1')).toBeUndefined()
  expect(readSessionCookie(transport, undefined)).toBeUndefined()
  expect(sessionCookie(transport, undefined)).toContain('Max-Age=0')
})

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::ffff:c000:207', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:DB8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['unknown', 'unknown'],
])('attempts from %s are counted under %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0',
    'Edge on Windows',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15',
    'Safari on macOS',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36', 'Chrome on Linux'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) CriOS/140.0 Mobile Safari/604.1', 'Chrome on iOS'],
  [undefined, 'Another program'],
])('%s is shown as %s', (userAgent, device) => {
  expect(deviceOf(userAgent)).toBe(device)
})

test('tokens differ, have one form, and a mistyped one is known without asking', () => {
  const texts = Array.from({ length: 200 }, newTokenText)
  expect(new Set(texts).size).toBe(200)
  for (const text of texts) {
    expect(isTokenText(text)).toBe(true)
    const place = 4 + (text.length % 50)
    const other = text[place] === 'a' ? 'b' : 'a'
    expect(isTokenText(`${text.slice(0, place)}${other}${text.slice(place + 1)}`)).toBe(false)
  }
  expect(isTokenText('gtr_')).toBe(false)
})
