import { z } from 'zod'
import { StorageError, type Fields, type Path } from '#platform'
import { customFields } from './custom-fields.ts'

// Only what is read; everything else that Procore sends is passed over. Ids are numbers in v1 and text in v2.
const id = z.union([z.int(), z.string().min(1)]).transform(String)
const time = z
  .string()
  .nullish()
  .transform((text) => {
    const date = new Date(text ?? Number.NaN)
    return Number.isNaN(date.getTime()) ? undefined : date
  })
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value === true)
const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().transform((value) => value ?? undefined)
const person = maybe(z.object({ name: maybe(z.string()), login: maybe(z.string()) })).transform((who) =>
  [who?.name, who?.login].find((text) => text !== undefined && text.trim() !== ''),
)

const fileVersion = z
  .object({
    id,
    number: maybe(z.int()),
    size: maybe(z.int().nonnegative()),
    url: maybe(z.string()),
    created_at: time,
    created_by: person,
    prostore_file: maybe(z.object({ url: maybe(z.string()) })),
  })
  .transform((wire) => ({
    id: wire.id,
    number: wire.number,
    size: wire.size,
    /** Where its bytes are; signed, so it is kept in memory only. */
    url: wire.url ?? wire.prostore_file?.url,
    createdAt: wire.created_at,
    author: wire.created_by,
  }))
export type FileVersion = Readonly<z.output<typeof fileVersion>>

/** A file or folder, whichever of Procore's three forms told of it. */
export interface Document {
  readonly id: string
  readonly name: string
  readonly parentId: string | undefined
  readonly isFolder: boolean
  readonly isDeleted: boolean
  readonly isRecycleBin: boolean
  readonly isPrivate: boolean
  readonly isReadOnly: boolean
  readonly createdAt: Date | undefined
  readonly updatedAt: Date | undefined
  readonly customFields: Fields | undefined
  readonly checkedOutBy: string | undefined
  readonly checkedOutUntil: Date | undefined
  readonly size: number | undefined
  /** The current one. */
  readonly version: FileVersion | undefined
}

const common = {
  id,
  name: z.string(),
  parent_id: maybe(id),
  is_deleted: flag,
  is_recycle_bin: flag,
  private: flag,
  read_only: flag,
  created_at: time,
  updated_at: time,
  custom_fields: maybe(customFields),
}

function commonOf(wire: z.output<z.ZodObject<typeof common>>) {
  return {
    id: wire.id,
    name: wire.name,
    parentId: wire.parent_id,
    isDeleted: wire.is_deleted,
    isRecycleBin: wire.is_recycle_bin,
    isPrivate: wire.private,
    isReadOnly: wire.read_only,
    createdAt: wire.created_at,
    updatedAt: wire.updated_at,
    customFields: wire.custom_fields,
  }
}

const noContent = { checkedOutBy: undefined, checkedOutUntil: undefined, size: undefined, version: undefined }

/** A file by itself, with all its versions where they were asked for. */
export const file = z
  .object({
    ...common,
    size: maybe(z.int().nonnegative()),
    checked_out_by: person,
    checked_out_until: time,
    file_versions: maybe(z.array(fileVersion)),
  })
  .transform((wire) => {
    const versions = inOrder(wire.file_versions ?? [])
    const version = versions.at(-1)
    const document: Document = {
      ...commonOf(wire),
      isFolder: false,
      checkedOutBy: wire.checked_out_by,
      checkedOutUntil: wire.checked_out_until,
      size: version?.size ?? wire.size,
      version,
    }
    return { document, versions }
  })

/** Oldest first; the order in which Procore sends them is not documented. */
function inOrder(versions: readonly FileVersion[]): readonly FileVersion[] {
  return versions.toSorted((a, b) => rank(a) - rank(b))
}

function rank({ number, createdAt }: FileVersion): number {
  return number ?? createdAt?.getTime() ?? 0
}

const plainFolder = z
  .object(common)
  .transform((wire): Document => ({ ...commonOf(wire), isFolder: true, ...noContent }))

/** A folder with its direct children. */
export const folder = z
  .object({
    ...common,
    folders: maybe(z.array(plainFolder)),
    files: maybe(z.array(file)),
  })
  .transform((wire) => ({
    document: { ...commonOf(wire), isFolder: true, ...noContent } as Document,
    children: [...(wire.folders ?? []), ...(wire.files ?? []).map(({ document }) => document)],
  }))

const row = z
  .object({
    ...common,
    document_type: z.enum(['file', 'folder']),
    file: maybe(z.object({ checked_out_by: person, checked_out_until: time, current_version: maybe(fileVersion) })),
  })
  .transform((wire): Document => {
    if (wire.document_type === 'folder') return { ...commonOf(wire), isFolder: true, ...noContent }
    const version = wire.file?.current_version
    return {
      ...commonOf(wire),
      isFolder: false,
      checkedOutBy: wire.file?.checked_out_by,
      checkedOutUntil: wire.file?.checked_out_until,
      size: version?.size,
      version,
    }
  })

/** One page of the flat listing, `view=extended`. */
export const rows = z.array(row)

export const companies = z.array(z.object({ id, name: z.string() }))
export const projects = z.array(
  z.object({
    id,
    name: z.string(),
    project_number: maybe(z.string()),
    display_name: maybe(z.string()),
    active: maybe(z.boolean()),
  }),
)
export const me = z.object({ login: maybe(z.string()), name: maybe(z.string()) })

export const formUpload = z.object({
  uuid: z.string().min(1),
  url: z.string(),
  fields: z.record(z.string(), z.string()),
})
export const segmentedUpload = z.object({
  uuid: z.string().min(1),
  segments: z.array(z.object({ url: z.string(), headers: maybe(z.record(z.string(), z.string())) })),
})
export const completedUpload = z.object({ status: maybe(z.string()) })

/** What came, in the form that is expected. Throws a StorageError that names the fields in which it differs. */
export function parse<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  { verb, path }: { readonly verb: string; readonly path: Path },
): z.output<Schema> {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  const fields = result.error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`)
  throw new StorageError({
    kind: 'unexpected',
    verb,
    path,
    message: `Procore’s answer is not as its reference describes it (${fields.join('; ')}). Please report this to the makers of Gantry.`,
  })
}
