import type { SQLInputValue } from 'node:sqlite'
import type { Document } from './documents.ts'
import type { Store } from './store.ts'
import type { Version } from './versions.ts'

export interface Wanted {
  readonly root: number
  /** Whether deleted items and the recycle bin are shown to the caller at all. */
  readonly seesDeleted: boolean
  /** Private items that the caller may not see, with all that is below them. */
  readonly hidden: readonly number[]
  readonly withRoot: boolean
  /** Only direct children of this folder. */
  readonly parent?: number | undefined
  /** This folder and all below it. */
  readonly within?: readonly number[] | undefined
  readonly kind?: string | undefined
  readonly extensions?: readonly string[] | undefined
  readonly isInRecycleBin?: boolean | undefined
  readonly isPrivate?: boolean | undefined
  readonly search?: string | undefined
  readonly authors?: readonly string[] | undefined
  readonly tags?: readonly string[] | undefined
  readonly createdAt?: { readonly from: string; readonly to: string } | undefined
  readonly updatedAt?: { readonly from: string; readonly to: string } | undefined
  /** Later ones are not in the listings yet. */
  readonly createdBefore?: string | undefined
}

export interface Listed {
  readonly document: Document
  readonly version: Version | undefined
}

const orders: Readonly<Record<string, readonly string[]>> = {
  updated_at: ['updated_at'],
  created_at: ['created_at'],
  created_by: ['created_by'],
  name: ['folded_name', 'name'],
  document_type: ['kind'],
  document_type_then_name: ['kind', 'folded_name', 'name'],
  document_type_then_created_at: ['kind', 'created_at'],
  document_type_then_updated_at: ['kind', 'updated_at'],
}

export const sortNames: readonly string[] = Object.keys(orders)

/** One page of what is wanted; without a page, all of it. */
export function listDocuments(
  store: Store,
  wanted: Wanted,
  sort: readonly string[] = [],
  page?: { readonly size: number; readonly offset: number },
): Listed[] {
  const { where, values } = conditions(wanted)
  const documents = store.all<Document>(
    `select * from documents where ${where} order by ${order(sort)} limit ? offset ?`,
    ...values,
    page?.size ?? -1,
    page?.offset ?? 0,
  )
  const ids = documents.map((document) => document.current_version).filter((id) => id !== null)
  const versions = store.all<Version>(
    'select * from versions where id in (select value from json_each(?))',
    JSON.stringify(ids),
  )
  const byId = new Map(versions.map((version) => [version.id, version]))
  return documents.map((document) => ({ document, version: byId.get(document.current_version ?? 0) }))
}

export function countDocuments(store: Store, wanted: Wanted): number {
  const { where, values } = conditions(wanted)
  return store.first<{ count: number }>(`select count(*) as count from documents where ${where}`, ...values)?.count ?? 0
}

/** Private items of the tree that are closed to the user, because of themselves or of one above. */
export function hiddenFrom(store: Store, root: number, user: number): number[] {
  const items = store.all<{ id: number; above: number | null; isOpen: number }>(
    `select documents.id, parents.private_item as above,
       exists (select 1 from private_access where document = documents.id and user = ?) as isOpen
     from documents left join documents parents on parents.id = documents.parent
     where documents.root = ? and documents.is_private = 1`,
    user,
    root,
  )
  const byId = new Map(items.map((item) => [item.id, item]))
  const isHidden = (id: number | null): boolean => {
    const item = byId.get(id ?? 0)
    return item !== undefined && (item.isOpen === 0 || isHidden(item.above))
  }
  return items.map(({ id }) => id).filter(isHidden)
}

function order(sort: readonly string[]): string {
  const terms = sort.flatMap((term) => {
    const direction = term.startsWith('-') ? ' desc' : ''
    return (orders[term.replace(/^-/, '')] ?? []).map((column) => column + direction)
  })
  return [...terms, 'id'].join(', ')
}

function conditions(wanted: Wanted): { where: string; values: SQLInputValue[] } {
  const inBin = `(is_deleted = 1 or ifnull(system, '') = 'recycle-bin')`
  const among = 'in (select value from json_each(?))'
  const given: readonly (readonly [isGiven: boolean, sql: string, ...values: SQLInputValue[]])[] = [
    [true, 'root = ?', wanted.root],
    [!wanted.withRoot, 'parent is not null'],
    [!wanted.seesDeleted || wanted.isInRecycleBin === false, `not ${inBin}`],
    [wanted.isInRecycleBin === true, inBin],
    [wanted.hidden.length > 0, `(private_item is null or private_item not ${among})`, JSON.stringify(wanted.hidden)],
    [wanted.parent !== undefined, 'parent = ?', wanted.parent ?? 0],
    [wanted.within !== undefined, `id ${among}`, JSON.stringify(wanted.within ?? [])],
    [wanted.kind !== undefined, 'kind = ?', wanted.kind ?? ''],
    [
      (wanted.extensions?.length ?? 0) > 0,
      `kind = 'file' and exists (select 1 from json_each(?) where folded_name like '%.' || value)`,
      JSON.stringify(wanted.extensions?.map((one) => one.toLowerCase().replace(/^\./, '')) ?? []),
    ],
    [wanted.isPrivate !== undefined, 'is_private = ?', wanted.isPrivate ? 1 : 0],
    [
      wanted.search !== undefined,
      `(instr(folded_name, ?) > 0 or instr(lower(ifnull(description, '')), ?) > 0)`,
      wanted.search?.toLowerCase() ?? '',
      wanted.search?.toLowerCase() ?? '',
    ],
    [(wanted.authors?.length ?? 0) > 0, `created_by ${among}`, JSON.stringify(wanted.authors?.map(Number) ?? [])],
    [
      (wanted.tags?.length ?? 0) > 0,
      `id in (select document from tags where id ${among})`,
      JSON.stringify(wanted.tags?.map(Number) ?? []),
    ],
    [
      wanted.createdAt !== undefined,
      'created_at between ? and ?',
      wanted.createdAt?.from ?? '',
      wanted.createdAt?.to ?? '',
    ],
    [
      wanted.updatedAt !== undefined,
      'updated_at between ? and ?',
      wanted.updatedAt?.from ?? '',
      wanted.updatedAt?.to ?? '',
    ],
    [wanted.createdBefore !== undefined, 'created_at <= ?', wanted.createdBefore ?? ''],
  ]
  const used = given.filter(([isGiven]) => isGiven)
  return {
    where: used.map(([, sql]) => sql).join(' and '),
    values: used.flatMap(([, , ...values]) => values),
  }
}
