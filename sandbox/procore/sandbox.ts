import type { OptionName, OptionValues } from './options.ts'

/** `data` is the folder of all that the sandbox keeps; it is made when it is missing. The rest has defaults. */
export type SandboxOptions = {
  readonly data: string
  readonly log?: (line: string) => void
} & { readonly [Name in OptionName]?: OptionValues[Name] | undefined }

export interface Sandbox {
  readonly addresses: SandboxAddresses
  readonly credentials: SandboxCredentials
  /** Stops listening and closes what is open; what it holds stays in the data folder. */
  close(): Promise<void>
}

/** Origins without a slash at the end: http://127.0.0.1:7081 */
export interface SandboxAddresses {
  /** Log-in pages and OAuth; what login.procore.com is. */
  readonly login: string
  /** The REST API; what api.procore.com is. */
  readonly api: string
  readonly storage: string
  readonly admin: string
}

export interface SandboxCredentials {
  /** The app that people sign in through. */
  readonly app: { readonly clientId: string; readonly clientSecret: string; readonly redirectUris: readonly string[] }
  /** Apps for client_credentials, each with the name of the account it acts as. */
  readonly serviceAccounts: readonly ServiceAccountCredential[]
  /** The first is an administrator of everything. */
  readonly users: readonly UserCredential[]
}

export interface ServiceAccountCredential {
  readonly name: string
  readonly clientId: string
  readonly clientSecret: string
}

export interface UserCredential {
  readonly name: string
  readonly email: string
  readonly password: string
  /** What this account may do with documents, in a few words. */
  readonly may: string
}

export declare function startSandbox(options: SandboxOptions): Promise<Sandbox>
