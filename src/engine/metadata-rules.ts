import type { Fields } from '#platform'
import type { Beyond, Bound } from './bounds.ts'
import type { JobFilters } from './filters.ts'
import { textMatcher } from './pattern.ts'
import { quote, quoteSome } from './quote.ts'

/** Whether what is in the fields of a file counts. */
export function asksMetadata({ includeMetadata = [], excludeMetadata = [] }: JobFilters): boolean {
  return includeMetadata.length + excludeMetadata.length > 0
}

/** Bounds by what the fields of a file hold; one whose metadata is not told is beyond none. */
export function metadataBounds({ includeMetadata = [], excludeMetadata = [] }: JobFilters): readonly Bound[] {
  const [includes, excludes] = [includeMetadata.map(parseRule), excludeMetadata.map(parseRule)]
  const leftOut: Bound = ({ metadata }) => {
    const rule = metadata && excludes.find((one) => one.holdsFor(metadata))
    return rule && beyond(`The filter ${quote(rule.text)} leaves it out.`)
  }
  const notTaken: Bound = ({ metadata }) =>
    !metadata || includes.some((one) => one.holdsFor(metadata))
      ? undefined
      : beyond(`The filters take in only files with ${quoteSome(includeMetadata)}.`)
  return [...(excludes.length > 0 ? [leftOut] : []), ...(includes.length > 0 ? [notTaken] : [])]
}

function beyond(sentence: string): Beyond {
  return { reason: 'filtered-by-metadata', sentence }
}

interface Rule {
  readonly text: string
  holdsFor(metadata: Fields): boolean
}

/** `Status: For*`: a field, and a value with the wildcards of a name. */
function parseRule(text: string): Rule {
  const colon = text.indexOf(':')
  const isField = textMatcher(text.slice(0, colon).trim())
  const isValue = textMatcher(text.slice(colon + 1).trim())
  return {
    text,
    holdsFor: (metadata) => Object.entries(metadata).some(([field, value]) => isField(field) && isValue(value)),
  }
}
