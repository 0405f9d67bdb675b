import type { Facts, Source } from '#platform'

/** A platform without a connector: what is known of it, each fact with its source. What is absent is not known. */
export interface KnownPlatform {
  readonly id: string
  readonly title: string
  /** One sentence. */
  readonly summary: string
  readonly told: { readonly [Fact in keyof Facts]?: readonly [value: Facts[Fact], source: Source] }
  /** What people should know, a sentence each. */
  readonly notes: readonly string[]
}
