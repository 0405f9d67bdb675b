import type { Settings } from '#config'
import type { Session } from './session.ts'

export interface DemoTerms {
  readonly session: Session
  readonly settings: Settings
  readonly url: string
  readonly folder: string | undefined
}
export async function demo(terms: DemoTerms): Promise<{ close(): Promise<void> }> {
  throw new Error(String(terms))
}
