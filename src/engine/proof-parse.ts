import { proofFormat, proofVersion, type ProofHeader, type ProofItem } from './proof-format.ts'

type Fields = Readonly<Record<string, unknown>>

function fieldsOf(line: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? (value as Fields) : undefined
  } catch {
    return undefined
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0
}

/** `undefined` for what is no header of a version that this Gantry can read. */
export function parseHeader(line: string): (ProofHeader & { readonly publicKey: string }) | undefined {
  const fields = fieldsOf(line)
  if (fields?.format !== proofFormat || fields.version !== proofVersion) return undefined
  const { run, job, source, destination, startedAt, finishedAt, states, publicKey } = fields
  const counted = Object.entries(typeof states === 'object' && states !== null ? states : {})
  return {
    run: text(run),
    job: text(job),
    source: text(source),
    destination: text(destination),
    startedAt: text(startedAt),
    finishedAt: text(finishedAt),
    states: Object.fromEntries(counted.map(([state, items]) => [state, count(items)])),
    publicKey: text(publicKey),
  }
}

/** `undefined` for what is no line of an item. */
export function parseItem(line: string): (ProofItem & { readonly line: number }) | undefined {
  const fields = fieldsOf(line)
  if (!fields || typeof fields.source !== 'string' || typeof fields.state !== 'string') return undefined
  const optional = (name: 'destination' | 'sentence' | 'sourceSha256' | 'destinationSha256' | 'verified') =>
    typeof fields[name] === 'string' ? { [name]: fields[name] } : {}
  return {
    line: count(fields.line),
    source: fields.source,
    ...optional('destination'),
    kind: text(fields.kind),
    size: count(fields.size),
    state: fields.state,
    reason: text(fields.reason),
    ...optional('sentence'),
    ...(fields.packed === 'zip' && { packed: fields.packed }),
    ...optional('sourceSha256'),
    ...optional('destinationSha256'),
    ...optional('verified'),
    finishedAt: text(fields.finishedAt),
  }
}

export function parseLast(line: string): { readonly signature: string } | undefined {
  const fields = fieldsOf(line)
  return fields && { signature: text(fields.signature) }
}
