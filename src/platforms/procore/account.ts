import { StorageError, type Connection, type Network } from '#platform'
import { isLoopback } from '#toolkit/http-address.ts'

/** What the settings of a connection come to. */
export interface Account {
  readonly isService: boolean
  /** Where the API is; tokens go here, to the login and to Procore's own download hosts, nowhere else. */
  readonly api: URL
  readonly login: URL
  readonly clientId: string
  readonly company?: string
  readonly project?: string
}

/** API host → where people and programs sign in (https://developers.procore.com/documentation/development-environments). */
const logins: Readonly<Record<string, string>> = {
  'api.procore.com': 'https://login.procore.com',
  'sandbox.procore.com': 'https://login-sandbox.procore.com',
  'api-monthly.procore.com': 'https://login-sandbox-monthly.procore.com',
  'api.procoregov.com': 'https://login.procoregov.com',
}

const vendorDomains = ['procore.com', 'procoregov.com']

/** Throws a StorageError for settings that cannot work. */
export function accountFrom({ way, settings }: Connection): Account {
  const api = originFrom(settings['domain'] ?? '', 'Domain')
  const login = loginOf(api, settings['loginAddress'])
  const clientId = settings['clientId']?.trim() ?? ''
  if (clientId === '')
    throw wrongSetting('The Client ID is missing. Enter the one of your app in the Procore Developer Portal.')
  const company = idFrom(settings['company'], 'Company ID')
  const project = idFrom(settings['project'], 'Project ID')
  return {
    isService: way === 'client-credentials',
    api,
    login,
    clientId,
    ...(company !== undefined && { company }),
    ...(project !== undefined && { project }),
  }
}

/** True where the token belongs: the API, and over https the hosts of the same vendor that hand out files. */
export function mayCarryToken(url: URL, { api }: Account): boolean {
  if (url.origin === api.origin) return true
  const domain = vendorDomainOf(api)
  return domain !== undefined && url.protocol === 'https:' && vendorDomainOf(url) === domain
}

/** Procore's own hosts are on the internet; another one is right only where the administrator allows its network. */
export function networkFor(account: Account, network: Network): Network {
  return isOfVendor(account) ? network : network.allowed
}

/** Whether API and login are hosts that Gantry knows, rather than what somebody entered. */
export function isOfVendor({ api }: Account): boolean {
  return vendorDomainOf(api) !== undefined
}

function vendorDomainOf({ hostname }: URL): string | undefined {
  return vendorDomains.find((domain) => hostname === domain || hostname.endsWith(`.${domain}`))
}

function loginOf(api: URL, address: string | undefined): URL {
  const known = logins[api.hostname]
  const given = address?.trim() ? originFrom(address, 'Login address') : undefined
  if (vendorDomainOf(api) === undefined) return given ?? api
  if (known === undefined) {
    const hosts = Object.keys(logins).join(', ')
    throw wrongSetting(`${api.hostname} is no address of Procore’s API. Set Domain to one of ${hosts}.`)
  }
  if (given && given.origin !== known) {
    throw wrongSetting(`Who uses ${api.hostname} signs in at ${known}. Leave Login address empty.`)
  }
  return new URL(known)
}

function originFrom(text: string, label: string): URL {
  const url = URL.parse(text.trim())
  if (!url || url.username !== '' || url.password !== '') {
    throw wrongSetting(`${label} is no address: enter one like https://api.procore.com/.`)
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url))) {
    throw wrongSetting(`${label} must begin with https://, so that secrets are sent encrypted.`)
  }
  return new URL(url.origin)
}

function idFrom(text: string | undefined, label: string): string | undefined {
  const id = text?.trim() ?? ''
  if (id === '') return undefined
  if (/^\d+$/.test(id)) return id
  throw wrongSetting(`${label} must be a number, as it stands in the address of Procore’s pages.`)
}

function wrongSetting(message: string): StorageError {
  return new StorageError({ kind: 'unsupported', advice: { do: 'fix-settings' }, message })
}
