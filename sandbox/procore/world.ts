import type { CallCounter } from './admin/calls.ts'
import type { Faults } from './admin/faults.ts'
import type { SandboxClock } from './clock.ts'
import type { Limits } from './limits.ts'
import type { OptionValues } from './options.ts'
import type { Content } from './state/content.ts'
import type { Store } from './state/store.ts'
import type { Signer } from './storage/sign.ts'

/** All that the servers of one sandbox have in common. */
export interface World {
  readonly options: OptionValues
  readonly clock: SandboxClock
  readonly store: Store
  readonly content: Content
  readonly signer: Signer
  readonly limits: Limits
  readonly calls: CallCounter
  readonly faults: Faults
  /** Known once all servers listen. */
  readonly addresses: { login: string; api: string; storage: string; admin: string }
  readonly log: (line: string) => void
}

/** The time of documents: the true one, as they are compared with files elsewhere. */
export const documentTime = () => new Date().toISOString().replace(/\.\d+Z$/, 'Z')
