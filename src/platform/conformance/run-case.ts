import { Inapplicable, type Case } from './case.ts'
import { contextOf } from './context.ts'
import type { Harness } from './harness.ts'

export type Outcome =
  | { readonly did: 'ran' }
  | { readonly did: 'skipped'; readonly reason: string }
  | { readonly did: 'failed'; readonly error: unknown }

/** Runs one case in a place of its own, or says why it does not apply. */
export async function runCase(one: Case, harness: Harness): Promise<Outcome> {
  const skip = harness.skips?.[one.sentence]
  if (skip !== undefined) return { did: 'skipped', reason: skip }
  const ground = await harness.open()
  try {
    const reason = one.needs?.(ground)
    if (reason !== undefined) return { did: 'skipped', reason }
    await one.run(contextOf(ground, harness))
    return { did: 'ran' }
  } catch (error) {
    return error instanceof Inapplicable ? { did: 'skipped', reason: error.message } : { did: 'failed', error }
  } finally {
    await ground.close()
  }
}
