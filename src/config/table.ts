import { homedir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { z } from 'zod'
import { isLoopback } from '#toolkit/http-address.ts'
import { rangesOf } from '#toolkit/network.ts'

export interface Setting<Schema extends z.ZodType = z.ZodType> {
  /** One sentence for the help and the documentation. */
  readonly sentence: string
  /** What a value looks like, to follow "must be" in messages and in the documentation. */
  readonly expects: string
  /** What stands for the value in the help: --port <number>. */
  readonly placeholder: string
  readonly schema: Schema
  /** Absent where nothing is usual. */
  readonly default?: z.output<Schema>
  /** Environment variables besides the one made from the name, which wins over them. */
  readonly alsoIn?: readonly string[]
  /** The value may hold a password: it is never shown whole. */
  readonly isSecret?: boolean
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
// Nobody becomes an administrator without another one's doing.
const defaultRoles = ['viewer', 'operator', 'approver'] as const
const logFormats = ['pretty', 'json'] as const

/**
 * Every setting there is. The help, the documentation and the flags of the commands are made from this table: the flag
 * of `logLevel` is --log-level, its environment variable GANTRY_LOG_LEVEL, its line in settings.yaml `logLevel: …`.
 */
export const settingTable = {
  port: {
    sentence: 'The port Gantry listens on; 0 takes a free one.',
    expects: 'a whole number from 0 to 65535',
    placeholder: 'number',
    schema: wholeNumber(0, 65_535),
    default: 7070,
  },
  host: {
    sentence: 'The address Gantry listens on; 0.0.0.0 lets other machines in.',
    expects: 'an IP address or a host name',
    placeholder: 'address',
    schema: z.string().regex(/^[\w.:%-]+$/),
    default: '127.0.0.1',
  },
  data: {
    sentence: 'The folder of all that Gantry keeps: embedded database, master key, settings file.',
    expects: 'a path',
    placeholder: 'folder',
    schema: localPath(),
    default: defaultDataFolder(process.getuid?.() === 0, homedir()),
  },
  databaseUrl: {
    sentence: 'A PostgreSQL 15 or newer to use in place of the embedded one.',
    expects: 'an address that begins with postgres://',
    placeholder: 'address',
    schema: z.string().regex(/^postgres(ql)?:\/\/./),
    alsoIn: ['DATABASE_URL'],
    isSecret: true,
  },
  masterKeyFile: {
    sentence: 'A file with the key that seals all secrets, in place of master.key in the data folder.',
    expects: 'a path',
    placeholder: 'file',
    schema: localPath(),
  },
  logLevel: {
    sentence: 'How much is logged.',
    expects: `one of ${logLevels.join(', ')}`,
    placeholder: logLevels.join('|'),
    schema: z.enum(logLevels),
    default: 'info',
  },
  logFormat: {
    sentence: 'How the log is written: for people, or as one JSON object per line.',
    expects: `one of ${logFormats.join(', ')}`,
    placeholder: logFormats.join('|'),
    schema: z.enum(logFormats),
    default: 'pretty',
  },
  workers: {
    sentence: 'How many batches one process carries out at a time; 0 leaves the work to others (gantry work).',
    expects: 'a whole number from 0 to 256',
    placeholder: 'number',
    schema: wholeNumber(0, 256),
    default: 4,
  },
  runsAtOnce: {
    sentence: 'How many runs may move at a time, those of all processes together; the others wait for their turn.',
    expects: 'a whole number from 1 to 1000',
    placeholder: 'number',
    schema: wholeNumber(1, 1000),
  },
  runsAtOncePerConnection: {
    sentence: 'How many runs that read or write through the same connection may move at a time.',
    expects: 'a whole number from 1 to 1000',
    placeholder: 'number',
    schema: wholeNumber(1, 1000),
  },
  publicUrl: {
    sentence: 'The address people reach Gantry by, for links and for sign-ins at platforms to come back to.',
    expects: 'an address that begins with http:// or https://',
    placeholder: 'address',
    schema: webAddress(),
  },
  trustedProxies: {
    sentence:
      'The proxies that stand in front of Gantry; of them, and of nobody else, it believes from where, how and to which host a request came (X-Forwarded-For, -Proto and -Host).',
    expects: 'loopback, private, IP addresses or CIDR ranges, with commas between them',
    placeholder: 'networks',
    schema: networks(),
  },
  allowedNetworks: {
    sentence:
      'Networks besides the internet that connections may lead to: “loopback” is this machine, “private” are the usual private ranges.',
    expects: 'loopback, private, IP addresses or CIDR ranges, with commas between them',
    placeholder: 'networks',
    schema: networks(),
  },
  allowedFolders: {
    sentence:
      'The only folders of this machine that connections and jobs may use, with all that is in them. Where this is not said: none if other machines reach Gantry (host or publicUrl), else every folder. What Gantry keeps for itself is never among them.',
    expects: `absolute paths, with “${delimiter}” between them`,
    placeholder: 'folders',
    schema: folders(),
  },
  requestsPerMinute: {
    sentence:
      'How many requests one session or API token, or one address of which nobody is signed in, may make in a minute; 0 allows any number. Commands on the server itself are never limited.',
    expects: 'a whole number from 0 to 1000000',
    placeholder: 'number',
    schema: wholeNumber(0, 1_000_000),
    // Twenty in a second: a page asks for about ten at once, and then for one or two a second while something runs.
    default: 1200,
  },
  pdfBrowser: {
    sentence: 'The Chromium or Chrome that makes PDFs of reports; the one on the PATH where this is not said.',
    expects: 'a path',
    placeholder: 'program',
    schema: localPath(),
  },
  smtpUrl: {
    sentence:
      'The mail server that messages to people are sent through, with user and password where it asks for them.',
    expects: 'an address such as smtps://user:password@mail.example.org, or smtp:// with a port',
    placeholder: 'address',
    schema: z.url({ protocol: /^smtps?$/ }),
    isSecret: true,
  },
  mailFrom: {
    sentence: 'The e-mail address that messages come from; else the user at the mail server, or gantry@ its host.',
    expects: 'an e-mail address',
    placeholder: 'address',
    schema: z.email(),
  },
  oidcIssuer: {
    sentence: 'The identity provider through which people can sign in (OpenID Connect), by its issuer.',
    expects: 'an address that begins with https://, or on this machine with http://',
    placeholder: 'address',
    schema: issuer(),
  },
  oidcClientId: {
    sentence: 'The client id by which the identity provider knows this Gantry.',
    expects: 'plain letters, digits and signs',
    placeholder: 'id',
    schema: z.string().regex(/^[\x21-\x7e]{1,500}$/),
  },
  oidcClientSecretFile: {
    sentence: 'A file with the client secret that goes with oidcClientId; none for a public client.',
    expects: 'a path',
    placeholder: 'file',
    schema: localPath(),
  },
  oidcName: {
    sentence: 'What the button on the sign-in page calls the identity provider; else the host of its issuer.',
    expects: 'a name of one line',
    placeholder: 'name',
    schema: z
      .string()
      .trim()
      .regex(/^[^\p{Cc}\p{Cs}]{1,60}$/u),
  },
  oidcDefaultRole: {
    sentence:
      'The role of people whom the identity provider knows but who are neither here nor invited; without it they are refused.',
    expects: `one of ${defaultRoles.join(', ')}`,
    placeholder: defaultRoles.join('|'),
    schema: z.enum(defaultRoles),
  },
  procoreTrackingWord: {
    sentence: 'The word by which Procore recognises the requests of this Gantry.',
    expects: 'plain letters, digits and signs, without spaces around',
    placeholder: 'word',
    // It travels in a request header.
    schema: z.string().regex(/^[\x21-\x7e]+( [\x21-\x7e]+)*$/),
    default: 'Gantry',
  },
  server: {
    sentence: 'The Gantry that the commands speak to.',
    expects: 'an address that begins with http:// or https://',
    placeholder: 'address',
    schema: webAddress(),
    default: 'http://127.0.0.1:7070',
  },
  tokenFile: {
    sentence: 'A file with the API token that the commands present.',
    expects: 'a path',
    placeholder: 'file',
    schema: localPath(),
  },
} as const satisfies Record<string, Setting>

export type SettingName = keyof typeof settingTable
export const settingNames = Object.keys(settingTable) as SettingName[]

type Value<Name extends SettingName> = z.output<(typeof settingTable)[Name]['schema']>
type WithDefault = {
  [Name in SettingName]: (typeof settingTable)[Name] extends { readonly default: unknown } ? Name : never
}[SettingName]
/** All values; those without a default are absent until someone gives them. */
export type Settings = { readonly [Name in WithDefault]: Value<Name> } & {
  readonly [Name in Exclude<SettingName, WithDefault>]?: Value<Name>
}

/** logLevel → log-level, without the dashes before it. */
export const flagOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** logLevel → GANTRY_LOG_LEVEL. */
export const variableOf = (name: string) => `GANTRY_${flagOf(name).replaceAll('-', '_').toUpperCase()}`

/** The value as it may be shown to people: a password in an address is covered. */
export function shown(name: SettingName, value: unknown): string {
  const setting: Setting = settingTable[name]
  const text = Array.isArray(value)
    ? value.join(', ')
    : typeof value === 'string'
      ? value
      : (JSON.stringify(value) ?? '')
  if (!setting.isSecret || text === '') return text
  if (!URL.canParse(text)) return '***'
  const url = new URL(text)
  if (url.password !== '') url.password = '***'
  if (url.searchParams.has('password')) url.searchParams.set('password', '***')
  return url.href
}

/** /var/lib/gantry for root, else where an account keeps its programs' data (XDG base directories). */
export function defaultDataFolder(isRoot: boolean, home: string): string {
  return isRoot ? '/var/lib/gantry' : join(home, '.local', 'share', 'gantry')
}

function wholeNumber(least: number, most: number) {
  return z.preprocess(fromDigits, z.number().int().min(least).max(most))
}

/** Text from flags and the environment counts as a number when it is one. */
function fromDigits(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value
}

function webAddress() {
  return z.url({ protocol: /^https?$/ }).transform((address) => address.replace(/\/+$/, ''))
}

/** Kept to the letter, since the provider names itself so in all that it signs. */
function issuer() {
  const isSafe = (url: URL) => url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))
  const isIssuer = (url: URL) => isSafe(url) && `${url.search}${url.hash}${url.username}${url.password}` === ''
  return z.string().refine((text) => URL.canParse(text) && isIssuer(new URL(text)))
}

/** `loopback, 10.1.0.0/16`, or a list in the settings file. */
function networks() {
  const split = (value: unknown) =>
    typeof value === 'string' ? value.split(/[\s,]+/).filter((text) => text !== '') : value
  return z.preprocess(split, z.array(z.string().refine((text) => rangesOf(text) !== undefined)).readonly())
}

function folders() {
  const split = (value: unknown) =>
    typeof value === 'string' ? value.split(delimiter).filter((text) => text !== '') : value
  return z.preprocess(split, z.array(localPath()).readonly())
}

function localPath() {
  return z
    .string()
    .min(1)
    .transform((path) => resolve(path.replace(/^~(?=\/|$)/, homedir())))
}
