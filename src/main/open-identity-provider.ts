import { readFileSync } from 'node:fs'
import { SettingsError } from '#config'
import { identityProvider, type IdentityProvider } from '#people/identity-provider.ts'
import { openHttp } from '#toolkit/http.ts'
import { networkWith } from '#toolkit/network.ts'
import type { House } from './house.ts'

/** The identity provider of the settings, if they name one; it is not asked anything yet. */
export function openIdentityProvider(stack: AsyncDisposableStack, house: House): IdentityProvider | undefined {
  const { oidcIssuer: issuer, oidcClientId: clientId, oidcName, oidcDefaultRole: defaultRole } = house.settings
  if (issuer === undefined && clientId === undefined) return undefined
  if (issuer === undefined || clientId === undefined) {
    throw new SettingsError(
      'Single sign-on takes both settings, oidcIssuer and oidcClientId; only one of them is given.',
    )
  }
  const clientSecret = secretIn(house.settings.oidcClientSecretFile)
  // Whoever sets the issuer runs this machine: a provider on it or in the same network is as good as any.
  const http = openHttp(networkWith([...(house.settings.allowedNetworks ?? []), 'loopback', 'private']))
  stack.defer(() => http.close())
  const settings = {
    issuer,
    clientId,
    name: oidcName ?? new URL(issuer).host,
    ...(clientSecret !== undefined && { clientSecret }),
    ...(defaultRole && { defaultRole }),
  }
  return identityProvider(settings, { ...house, http })
}

function secretIn(file: string | undefined): string | undefined {
  if (file === undefined) return undefined
  const secret = readText(file).trim()
  if (secret === '') throw new SettingsError(`The file ${file} (setting oidcClientSecretFile) is empty.`)
  return secret
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    const reason = code === 'ENOENT' ? 'it does not exist' : code
    throw new SettingsError(`The file ${file} (setting oidcClientSecretFile) cannot be read: ${reason}.`, {
      cause: error,
    })
  }
}
