import { readFile } from 'node:fs/promises'
import { text as textOf } from 'node:stream/consumers'
import type { PlatformView } from '#api/contract/platforms.ts'
import { nearestWord } from '#toolkit/nearest-word.ts'
import { CommandFailure, usageFailure } from './failure.ts'
import { absolute } from './locations.ts'
import { canAsk, type Terminal } from './terminal.ts'
import { askField } from './prompts.ts'
import { whyNot } from './why-not.ts'

type Way = PlatformView['ways'][number]
export type Field = Way['fields'][number]

/** Fields as flags gave them: `id=value` by --set, `id=FILE` by --set-file. */
export interface GivenFields {
  readonly set: readonly string[]
  readonly setFile: readonly string[]
}

const more = (value: string, before: readonly string[]) => [...before, value]

export const setFlag = [
  '--set <field=value>',
  'the value of a field; may be repeated (default: none)',
  more,
  [] as readonly string[],
] as const

export const setFileFlag = [
  '--set-file <field=file>',
  'a field from a file, `-` for the standard input; may be repeated (default: none)',
  more,
  [] as readonly string[],
] as const

/** How a script gives a field. */
export function fieldFlag(field: Field): string {
  return field.kind === 'secret' ? `--set-file ${field.id}=FILE` : `--set ${field.id}=VALUE`
}

/**
 * The values of a way's fields: from flags and files, and what is missing from whoever sits at the terminal, but for what can
 * be chosen once the connection works.
 */
export async function fieldValues(
  way: Way,
  given: GivenFields,
  terminal: Terminal,
  isChosenLater = false,
): Promise<Record<string, string>> {
  const values = await changedValues(way, given, terminal)
  const missing = way.fields.filter(({ id, scope }) => values[id] === undefined && !(scope && isChosenLater))
  if (!canAsk(terminal)) {
    refuseWithout(missing.filter((field) => field.isRequired))
    return values
  }
  for (const field of missing) {
    const answer = await askField(field, terminal)
    if (answer !== '') values[field.id] = field.kind === 'folder' ? absolute(answer, terminal.folder) : answer
  }
  return values
}

/** Only what flags and files give. */
export async function changedValues(way: Way, given: GivenFields, terminal: Terminal): Promise<Record<string, string>> {
  const values: Record<string, string> = {}
  for (const typed of given.set) {
    const [field, value] = assignment(way, typed)
    if (field.kind === 'secret')
      throw usageFailure(`${field.label} is a secret, and flags can be seen by others. ${howToGive(field)}`)
    values[field.id] = field.kind === 'folder' ? absolute(value, terminal.folder) : value
  }
  for (const typed of given.setFile) {
    const [field, file] = assignment(way, typed)
    values[field.id] = await contentOf(file, field, terminal)
  }
  return values
}

function assignment(way: Way, typed: string): readonly [Field, string] {
  const at = typed.indexOf('=')
  const id = at < 0 ? '' : typed.slice(0, at)
  const field = way.fields.find((one) => one.id === id)
  if (field) return [field, typed.slice(at + 1)]
  const ids = way.fields.map((one) => one.id)
  // What stands after the sign may be a secret, and without a sign all of it may.
  if (at < 0) throw usageFailure(`A field is given as FIELD=VALUE. The fields are: ${ids.join(', ')}.`)
  const meant = nearestWord(id, ids)
  throw usageFailure(
    `There is no field “${id}”. ${meant ? `Did you mean ${meant}?` : `There are: ${ids.join(', ') || 'none'}.`}`,
  )
}

/** The one line of a file, or of the standard input for `-`. */
async function contentOf(file: string, field: Field, terminal: Terminal): Promise<string> {
  try {
    const content =
      file === '-' ? await textOf(terminal.input) : await readFile(absolute(file, terminal.folder), 'utf8')
    const value = content.replace(/\r?\n$/, '')
    if (value !== '') return value
  } catch (error) {
    throw new CommandFailure(`${field.label} cannot be read from ${file}: ${whyNot(error)}.`, undefined, {
      cause: error,
    })
  }
  throw usageFailure(`${field.label} cannot be read from ${file === '-' ? 'the standard input' : file}: it is empty.`)
}

function refuseWithout(missing: readonly Field[]) {
  if (missing.length === 0) return
  const needed = missing.map((field) => `${field.label} (${fieldFlag(field)})`)
  throw usageFailure(`Without a terminal to ask on, flags must give: ${needed.join(', ')}.`)
}

function howToGive(field: Field): string {
  return `Give it with --set-file ${field.id}=FILE, with --set-file ${field.id}=- from the standard input, or leave it out to be asked.`
}
