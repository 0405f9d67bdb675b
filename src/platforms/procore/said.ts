/** What Procore's answer to a refused call holds, read with care: its form differs from endpoint to endpoint. */
export interface Said {
  /** In words; empty for pages of HTML and for nothing at all. */
  readonly text: string
  readonly heldBy?: string
}

const mostCharacters = 240

export function saidIn(body: string): Said {
  const parsed = parsedFrom(body)
  const text = [...new Set(textsIn(parsed))].join(', ').replaceAll(/\s+/g, ' ').trim()
  const heldBy = holderIn(parsed)
  return { text: text.slice(0, mostCharacters), ...(heldBy !== undefined && { heldBy }) }
}

function parsedFrom(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return /^\s*</.test(body) ? undefined : body
  }
}

const telling = ['errors', 'message', 'error_description', 'error', 'reason', 'details'] as const

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()]
  if (Array.isArray(value)) return value.flatMap(textsIn)
  if (!isRecord(value)) return []
  const told = telling.flatMap((key) => (key in value ? textsOf(key, value[key]) : []))
  return told.length > 0 ? told : []
}

/** `errors` by field: “name has already been taken”; what concerns no field is under `base`. */
function textsOf(key: string, value: unknown): readonly string[] {
  if (key !== 'errors' || !isRecord(value)) return textsIn(value)
  return Object.entries(value).flatMap(([field, texts]) =>
    (Array.isArray(texts) ? texts : [texts])
      .filter((text) => typeof text === 'string')
      .map((text) => (field === 'base' ? text : `${field} ${text}`)),
  )
}

function holderIn(body: unknown): string | undefined {
  const file = isRecord(body) ? body['file'] : undefined
  const holder = isRecord(file) ? file['checked_out_by'] : undefined
  if (!isRecord(holder)) return undefined
  return [holder['name'], holder['login']].find((text) => typeof text === 'string' && text.trim() !== '') as
    string | undefined
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
