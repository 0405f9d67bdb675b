import { linesOf, plain, whyUnreadable } from '#api/contract/csv-lines.ts'
import type { MapPrincipals, MappedPrincipals } from '#api/contract/principals.ts'
import type { Principal, Storage } from '#platform'
import { JobRefused } from '../job.ts'

type Asked = MapPrincipals['rows'][number]

/** What is to be written into the table: `undefined` takes a row away, `null` leaves somebody out. */
export interface TableRow {
  readonly principal: string
  readonly to: string | null | undefined
}

/** The rows with the ids that the destination has for whom they name. Throws JobRefused when it knows one of them not. */
export async function rowsFor(
  asked: readonly Asked[],
  { storage, title }: { readonly storage: Storage; readonly title: string },
  signal: AbortSignal,
): Promise<readonly TableRow[]> {
  const named = asked.some(({ destination }) => destination !== null && destination !== '')
  const known = named ? await principalsOf(storage, title, signal) : []
  const byId = new Set(known.map(({ id }) => id))
  const byEmail = Map.groupBy(known, ({ email }) => email?.toLowerCase() ?? '')
  return asked.map(({ source: principal, destination }) => {
    if (destination === null) return { principal, to: null }
    if (destination === '') return { principal, to: undefined }
    if (byId.has(destination)) return { principal, to: destination }
    const found = byEmail.get(destination.toLowerCase()) ?? []
    const [one, other] = found
    if (one && !other) return { principal, to: one.id }
    const why = other
      ? `${found.length} principals have this e-mail address: give an id`
      : 'nobody has this id or e-mail address'
    throw new JobRefused(
      'invalid',
      `Could not map “${principal}” to “${destination}” at ${title}: ${why}. Nothing was changed.`,
    )
  })
}

async function principalsOf(
  { principals }: Storage,
  title: string,
  signal: AbortSignal,
): Promise<readonly Principal[]> {
  if (!principals) {
    throw new JobRefused('invalid', `${title} tells of no people and groups, so nobody can be mapped to it.`)
  }
  const all: Principal[] = []
  for await (const { entries } of principals({ signal })) all.push(...entries)
  return all
}

export function countRows(rows: readonly TableRow[]): MappedPrincipals {
  const count = (is: (row: TableRow) => boolean) => rows.filter(is).length
  return {
    mapped: count(({ to }) => typeof to === 'string'),
    leftOut: count(({ to }) => to === null),
    removed: count(({ to }) => to === undefined),
  }
}

/** In the column of the destination: leave them out. */
export const nobody = 'nobody'

/** The rows of a table in CSV. Whom it names no destination for stays as they are. */
export function rowsInCsv(csv: string): readonly Asked[] {
  const unreadable = whyUnreadable(csv)
  if (unreadable !== undefined) throw new JobRefused('invalid', `${unreadable} Nothing was changed.`)
  const [first, ...lines] = linesOf(csv)
  const columnOf = (title: string) => (first?.cells ?? []).findIndex((one) => one.trim().toLowerCase() === title)
  const [source, destination] = [columnOf('source id'), columnOf('destination')]
  if (source < 0 || destination < 0) {
    throw new JobRefused(
      'invalid',
      'The first line of the table must name the columns “Source id” and “Destination”, as an export does.',
    )
  }
  const open = lines.find(({ isOpen }) => isOpen)
  if (open) {
    throw new JobRefused(
      'invalid',
      `Line ${open.line} of the table: a quotation mark is opened and never closed. Nothing was changed.`,
    )
  }
  return lines.flatMap(({ cells }) => {
    const [from, to] = [plain(cells[source] ?? ''), plain(cells[destination] ?? '')]
    return from === '' || to === '' ? [] : [{ source: from, destination: to.toLowerCase() === nobody ? null : to }]
  })
}
