import { isAbsolute } from 'node:path'
import type { Field, Manifest, SignInWay, Values } from '#platform'
import { nearestWord } from '#toolkit/nearest-word.ts'
import { ConnectionRefused } from './connection.ts'

/** What was given for a way's fields, told apart: the secrets are sealed, the rest is shown to people. */
export interface CheckedValues {
  readonly settings: Values
  readonly secrets: Values
}

/** The way of this id; the first when none is named. */
export function wayOf({ title, ways }: Manifest, id: string | undefined): SignInWay {
  const way = id === undefined ? ways[0] : ways.find((one) => one.id === id)
  if (way) return way
  throw new ConnectionRefused(
    'invalid',
    `${title} has no way to sign in called “${id}”. There are: ${ways.map((one) => one.id).join(', ')}.`,
  )
}

/** Refuses fields that the way does not have, that are missing or that cannot be what they are for. */
export function checkValues(title: string, way: SignInWay, given: Values): CheckedValues {
  const known = way.fields.map((field) => field.id)
  for (const id of Object.keys(given)) {
    if (known.includes(id)) continue
    const meant = nearestWord(id, known)
    const hint = meant === undefined ? `There are: ${known.join(', ') || 'none'}.` : `Did you mean “${meant}”?`
    throw new ConnectionRefused('invalid', `${title} (${way.label}) has no field “${id}”. ${hint}`)
  }
  const settings: Record<string, string> = {}
  const secrets: Record<string, string> = {}
  for (const field of way.fields) {
    const value = checkedValue(field, given[field.id] ?? '')
    if (value === '') continue
    if (field.kind === 'secret') secrets[field.id] = value
    else settings[field.id] = value
  }
  return { settings, secrets }
}

const checks: Readonly<Record<Field['kind'], (value: string) => string | undefined>> = {
  text: () => undefined,
  secret: () => undefined,
  url: problemWithUrl,
  folder: (value) => (isAbsolute(value) ? undefined : 'it must be an absolute path, such as /srv/projects'),
}

function checkedValue({ id, label, kind, isRequired }: Field, given: string): string {
  const value = kind === 'text' || kind === 'url' ? given.trim() : given
  if (value === '') {
    if (isRequired) throw new ConnectionRefused('invalid', `“${label}” (${id}) is missing.`)
    return ''
  }
  // NUL cannot be stored, and never stands in what people type.
  const problem = value.includes('\0') ? 'it holds a character that is no text' : checks[kind](value)
  if (problem !== undefined) throw new ConnectionRefused('invalid', `“${label}” (${id}) is not right: ${problem}.`)
  return value
}

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/

/** Secrets travel to this address, so it is encrypted unless it is this machine. */
function problemWithUrl(value: string): string | undefined {
  if (!URL.canParse(value)) return 'it must be an address that begins with https://'
  const { protocol, hostname, username, password } = new URL(value)
  if (username !== '' || password !== '') return 'it must not hold a user or a password'
  if (protocol === 'https:' || (protocol === 'http:' && loopback.test(hostname))) return undefined
  return 'it must be an address that begins with https://'
}
