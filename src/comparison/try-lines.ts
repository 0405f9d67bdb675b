import { entriesOf, typedLine, type TypedLine } from '#engine/entries-of.ts'
import { tryOut, type Trial } from '#engine/try-out.ts'
import type { Terms } from '#engine/terms.ts'
import { NameError, type Path } from '#platform'

/** What would become of names or paths that people paste. */
export function tryLines(lines: readonly string[], as: 'paths' | 'names', into: Path, terms: Terms): readonly Trial[] {
  const typed: TypedLine[] = []
  const impossible: Trial[] = []
  for (const line of lines) {
    // Lines of a pasted text may end as Windows ends them; blank ones are between paragraphs.
    const text = line.replace(/\r$/, '')
    if (text.trim() === '') continue
    try {
      typed.push(typedLine(text, as === 'names' ? 'name' : 'path'))
    } catch (error) {
      if (!(error instanceof NameError)) throw error
      impossible.push(noName(text, error))
    }
  }
  return [...tryOut(entriesOf(typed), into, terms), ...impossible]
}

function noName(text: string, error: NameError): Trial {
  return { source: [text], kind: 'file', state: 'flagged', reason: 'invalid-name', sentence: error.message }
}
