// Addresses that nothing may be sent to, in the spellings that have fooled others.

const addresses = [
  '127.0.0.1',
  '127.0.0.53',
  '127.255.255.254',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  '100.100.100.200',
  '168.63.129.16',
  '169.254.0.1',
  '169.254.169.254',
  '192.0.0.192',
  '198.18.0.1',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
]

const six = [
  '::1',
  '0:0:0:0:0:0:0:1',
  '0000:0000:0000:0000:0000:0000:0000:0001',
  '::',
  'fe80::1',
  'febf::1',
  'fec0::1',
  'fc00::1',
  'fd00:ec2::254',
  'fdff:ffff::1',
  'ff02::1',
  'ff0e::1',
  '2001:db8::1',
  '2001::1',
  '2001:20::1',
  '3fff::1',
  '100::1',
  '5f00::1',
  '4000::1',
]

const names = [
  'localhost',
  'LOCALHOST',
  'localhost.',
  'a.localhost',
  'home.test',
  'home.test.',
  'six.test',
  'mapped.test',
]
const moreNames = [
  'nat64.test',
  'metadata.test',
  'METADATA.test',
  'office.test',
  'ｏｆｆｉｃｅ.test',
  'home%2etest',
  'ⓗome.test',
]

const schemes = [
  'http',
  'ftp',
  'ws',
  'wss',
  'gopher',
  'file',
  'dict',
  'ldap',
  'sftp',
  'tftp',
  'jar',
  'data',
  'blob',
  'about',
]

/** More than 300 of them; `port` is where the test listens. */
export function forbiddenUrls(port: number): readonly string[] {
  const hosts = [...addresses.flatMap(spellingsOf), ...six.map((address) => `[${address}]`), ...names, ...moreNames]
  return [
    ...hosts.flatMap((host) => [`https://${host}:${port}/`, `https://${host}/`]),
    ...schemes.map((scheme) => `${scheme}://127.0.0.1:${port}/`),
    ...schemes.map((scheme) => `${scheme}://127.0.0.1:${port}\\@api.procore.com/`),
    ...userInfos.map((info) => `https://${info}@127.0.0.1:${port}/`),
    `https:127.0.0.1:${port}`,
    `https:\\\\127.0.0.1:${port}\\`,
    `https:///127.0.0.1:${port}/`,
    `\thttps://127.0.0.1:${port}/`,
    `ht\ntps://127.0.0.1:${port}/`,
    `https://127.0.0.1:${port}#@api.procore.com/`,
    `https://127.0.0.1:${port}?@api.procore.com/`,
    `https://api.procore.com:${port}@127.0.0.1:${port}/`,
  ]
}

const userInfos = ['api.procore.com', 'api.procore.com:443', 'user', 'user:password', ':password', '%00', 'a%40b']

/** One IPv4 address in the forms that URLs take: numbers in three bases, short, in other scripts' digits, inside of IPv6. */
export function spellingsOf(address: string): readonly string[] {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
  const number = ((a * 256 + b) * 256 + c) * 256 + d
  const hex = (value: number, digits = 0) => value.toString(16).padStart(digits, '0')
  const octal = (value: number) => `0${value.toString(8)}`
  const high = hex(a * 256 + b)
  const low = hex(c * 256 + d)
  const parts = [a, b, c, d]
  return [
    address,
    `${address}.`,
    String(number),
    `0x${hex(number)}`,
    `0X${hex(number).toUpperCase()}`,
    octal(number),
    parts.map((part) => `0x${hex(part)}`).join('.'),
    parts.map(octal).join('.'),
    `${a}.${(b * 256 + c) * 256 + d}`,
    `${a}.${b}.${c * 256 + d}`,
    `0x${hex(a)}.${b}.${octal(c)}.${d}`,
    address.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    address.replace(/\d/g, (digit) => String.fromCodePoint(0x1d7d8 + Number(digit))),
    address.replaceAll('.', '。'),
    address.replaceAll('.', '．'),
    address.replaceAll('.', '%2e'),
    `[::ffff:${address}]`,
    `[::ffff:${high}:${low}]`,
    `[::FFFF:${high}:${low}]`,
    `[0:0:0:0:0:ffff:${high}:${low}]`,
    `[::${address}]`,
    `[::ffff:0:${address}]`,
    `[64:ff9b::${address}]`,
    `[64:ff9b:1::${high}:${low}]`,
    `[2002:${high}:${low}::1]`,
    `[2001:0:${high}:${low}::1]`,
  ]
}
