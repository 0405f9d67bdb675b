import type { OptionValues } from '../options.ts'
import { foldName, type Document } from './documents.ts'
import type { Store } from './store.ts'

export interface Place {
  readonly parent: number
  readonly kind: Document['kind']
  readonly name: string
  /** The document that is renamed, which is not in its own way. */
  readonly but?: number
}

/** The document that already has this name in this folder, deleted ones aside, since they lie in the recycle bin. */
export function holderOf(store: Store, options: OptionValues, { parent, kind, name, but }: Place): number | undefined {
  const kinds = options.namespace === 'shared' ? (['file', 'folder'] as const) : [kind]
  const found = kinds.flatMap((one) =>
    store.all<{ id: number; name: string }>(
      'select id, name from documents where parent = ? and kind = ? and folded_name = ?',
      parent,
      one,
      foldName(name),
    ),
  )
  const same = (other: string) => options.nameCase === 'insensitive' || other === name
  return found.find((one) => one.id !== but && same(one.name))?.id
}

/** The first of "plan (1).pdf", "plan (2).pdf", … that is free. */
export function freeName(store: Store, options: OptionValues, place: Place): string {
  const dot = place.kind === 'file' ? place.name.lastIndexOf('.') : -1
  const [stem, extension] = dot > 0 ? [place.name.slice(0, dot), place.name.slice(dot)] : [place.name, '']
  for (let count = 1; ; count++) {
    const name = `${stem} (${count})${extension}`
    if (holderOf(store, options, { ...place, name }) === undefined) return name
  }
}

/** Why a name is not taken, where it is not. */
export function nameFault(options: OptionValues, kind: Document['kind'], name: string): string | undefined {
  if (name.trim() === '') return "can't be blank"
  if (name.length > options.maxNameLength) return `is too long (maximum is ${options.maxNameLength} characters)`
  // It would end a name in every listing and log.
  if (name.includes('\0')) return 'is invalid'
  if (options.names === 'any') return undefined
  if (/[/<>:\\|?*]/.test(name)) return 'cannot contain any of / < > : \\ | ? *'
  if (kind === 'file' && /\s\.[^.]*$|\s$/.test(name)) return 'cannot have white space before or after its extension'
  return undefined
}
