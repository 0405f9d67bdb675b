import { z } from 'zod'

export interface Option<Schema extends z.ZodType = z.ZodType> {
  /** One sentence for the help and the README. */
  readonly sentence: string
  /** What a value looks like, to follow "must be" in messages. */
  readonly expects: string
  /** What stands for the value in the help: --api-port <number>. */
  readonly placeholder: string
  readonly schema: Schema
  readonly default: z.output<Schema>
  /** Options under "unknown" decide what nobody outside Procore knows for sure. */
  readonly group: 'place' | 'limits' | 'unknown'
}

/**
 * Every option of the sandbox but its data folder. The flag of `loginPort` is --login-port. The defaults are what
 * `startSandbox` uses; the ports in `developmentPorts` are those of a sandbox started by hand.
 */
export const optionTable = {
  host: {
    sentence: 'The address to listen on.',
    expects: 'an IP address of this machine',
    placeholder: 'address',
    schema: z.string().regex(/^[\w.:%-]+$/),
    default: '127.0.0.1',
    group: 'place',
  },
  loginPort: port('The port of the log-in pages and of OAuth; 0 takes a free one.'),
  apiPort: port('The port of the REST API; 0 takes a free one.'),
  storagePort: port('The port of the storage host that takes and gives the bytes; 0 takes a free one.'),
  adminPort: port('The port of the local admin address; 0 takes a free one.'),
  redirectUris: {
    sentence: 'Addresses, separated by commas, that the app may send people back to.',
    expects: 'addresses separated by commas',
    placeholder: 'addresses',
    schema: z.string().min(1),
    default:
      'http://localhost,urn:ietf:wg:oauth:2.0:oob,http://127.0.0.1:7070/api/v1/sign-in/callback,http://localhost:7070/api/v1/sign-in/callback',
    group: 'place',
  },
  seed: choice('place', 'What a new data folder is filled with.', ['construction', 'empty'], 'construction'),
  rateLimit: choice('limits', 'Whether calls are limited at all.', ['realistic', 'none'], 'realistic'),
  hourlyLimit: number('limits', 'Calls allowed in an hour.', 3600),
  spikeLimit: number('limits', 'Calls allowed in ten seconds.', 25),
  clock: {
    sentence: 'How many times as fast time runs for limits, tokens and addresses that expire.',
    expects: 'a number above 0',
    placeholder: 'factor',
    schema: z.coerce.number().positive().finite(),
    default: 1,
    group: 'limits',
  },
  tokenSeconds: number('limits', 'How long an access token is valid.', 5400),
  limitBody: choice('unknown', 'The body of an answer 429.', ['json', 'text'], 'json'),
  retryAfter: choice('unknown', 'Whether an answer 429 says Retry-After.', ['sent', 'absent'], 'sent'),
  missingCompanyStatus: number('unknown', 'The status when the header Procore-Company-Id is missing.', 400),
  serviceAccountHeader: choice(
    'unknown',
    'Whether a service account must name its company even for /me and /companies.',
    ['required', 'optional'],
    'required',
  ),
  defaultPerPage: number('unknown', 'Elements on a page of version 1 when per_page is not given.', 100),
  maxPerPage: number('unknown', 'The most elements on a page of version 1; more is cut down to it.', 2000),
  duplicateFile: choice(
    'unknown',
    'What happens to a new file whose name is taken when unique_name is not given.',
    ['refuse', 'rename'],
    'refuse',
  ),
  namespace: choice(
    'unknown',
    'Whether a file and a folder of one parent may have the same name.',
    ['shared', 'separate'],
    'separate',
  ),
  nameCase: choice(
    'unknown',
    'Whether names that differ only in case are the same name.',
    ['sensitive', 'insensitive'],
    'sensitive',
  ),
  rootInList: choice(
    'unknown',
    'Whether the flat listing of documents has the root folder in it.',
    ['absent', 'present'],
    'absent',
  ),
  names: choice(
    'unknown',
    'Which names are taken: any, or none with / < > : \\ | ? * or white space around the extension.',
    ['any', 'strict'],
    'any',
  ),
  maxNameLength: number('unknown', 'The longest name, in characters.', 255),
  versionOrder: choice('unknown', 'The order of file_versions.', ['newest-first', 'oldest-first'], 'newest-first'),
  restoreByMove: choice(
    'unknown',
    'Whether moving an item out of the recycle bin restores it.',
    ['allowed', 'refused'],
    'allowed',
  ),
  movedDescendants: choice(
    'unknown',
    'Whether a renamed or moved folder gives everything below it a new updated_at.',
    ['kept', 'updated'],
    'kept',
  ),
  zeroBytes: choice('unknown', 'Whether a file may be empty.', ['accepted', 'refused'], 'accepted'),
  listDelaySeconds: number('unknown', 'How long a new item stays out of the listings.', 0, 0),
  standardMoves: choice(
    'unknown',
    'Whether a user with the level standard may move and rename.',
    ['allowed', 'refused'],
    'allowed',
  ),
  downloadCalls: choice(
    'unknown',
    'Whether fetching the address of a file counts against the limits.',
    ['free', 'counted'],
    'free',
  ),
  downloadSeconds: number('unknown', 'How long a pre-signed download address is valid.', 300),
  redirectStatus: number('unknown', 'The status that sends a download on to the storage host.', 302, 301),
  checkedOut: choice(
    'unknown',
    'Whether an administrator may write to a file that someone else has checked out.',
    ['admins-pass', 'holder-only'],
    'admins-pass',
  ),
  checkedOutErrorType: {
    sentence: 'The error_type in the answer 409 about a checked-out file.',
    expects: 'a word',
    placeholder: 'word',
    schema: z.string().min(1),
    default: 'checked_out',
    group: 'unknown',
  },
  minSegmentBytes: number('unknown', 'The smallest segment but the last.', 5_242_880),
} as const satisfies Record<string, Option>

/** The ports of a sandbox that is started by hand. */
export const developmentPorts = { loginPort: 7081, apiPort: 7082, storagePort: 7083, adminPort: 7084 } as const

export type OptionName = keyof typeof optionTable
export const optionNames = Object.keys(optionTable) as OptionName[]

/** What every option stands at. */
export type OptionValues = { readonly [Name in OptionName]: z.output<(typeof optionTable)[Name]['schema']> }

export class OptionError extends Error {}

/** Puts the defaults where nothing is given; numbers may come as text, as flags bring them. Throws an OptionError. */
export function readOptions(given: { readonly [Name in OptionName]?: unknown }): OptionValues {
  const values = optionNames.map((name) => {
    const option: Option = optionTable[name]
    const result = option.schema.safeParse(given[name] ?? option.default)
    if (result.success) return [name, result.data]
    throw new OptionError(`The option --${flagOf(name)} must be ${option.expects}, not “${String(given[name])}”.`)
  })
  // Each value has passed its own schema, which is what the type says of it.
  return Object.fromEntries(values) as OptionValues
}

/** The values of an option that takes several with commas between. */
export const listed = (text: string) => text.split(',').map((one) => one.trim())

/** loginPort → login-port, without the dashes before it. */
export const flagOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

function port(sentence: string) {
  return {
    sentence,
    expects: 'a whole number from 0 to 65535',
    placeholder: 'number',
    schema: z.coerce.number().int().min(0).max(65_535),
    default: 0,
    group: 'place',
  } as const
}

function number<Group extends Option['group']>(group: Group, sentence: string, usual: number, least = 1) {
  return {
    sentence,
    expects: `a whole number from ${least}`,
    placeholder: 'number',
    schema: z.coerce.number().int().min(least),
    default: usual,
    group,
  } as const
}

function choice<Group extends Option['group'], const Words extends readonly [string, ...string[]]>(
  group: Group,
  sentence: string,
  words: Words,
  usual: Words[number],
) {
  return {
    sentence,
    expects: `one of ${words.join(', ')}`,
    placeholder: words.join('|'),
    schema: z.enum(words),
    default: usual,
    group,
  } as const
}
