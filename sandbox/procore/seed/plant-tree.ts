import { setPrivate, moveDocument } from '../state/change-document.ts'
import { addDocument, findDocument } from '../state/documents.ts'
import { dispositionOf } from '../http/disposition.ts'
import { customFields } from '../rest/fields.ts'
import type { Tree } from '../state/projects.ts'
import { addVersion } from '../state/versions.ts'
import type { World } from '../world.ts'
import { controller, engineer } from './directory.ts'
import { fileBytes } from './file-bytes.ts'
import type { SeedFile } from './tree.ts'

const firstDay = Date.parse('2026-01-12T08:00:00Z')
const hourMs = 60 * 60 * 1000
const farAhead = '2099-01-01T00:00:00Z'

const types: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  txt: 'text/plain',
  csv: 'text/csv',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}

/** Makes the files with their folders, one hour of the year after the other. */
export async function plantTree(world: World, tree: Tree, files: readonly SeedFile[]): Promise<void> {
  const { store } = world
  const folders = new Map<string, number>([['', tree.root]])
  const schedules = store.first<{ id: number }>(
    `select id from documents where parent = ? and system = 'schedules'`,
    tree.root,
  )
  if (schedules) folders.set(keyOf(['Schedules']), schedules.id)
  let hours = 0
  const time = () => new Date(firstDay + hours++ * hourMs).toISOString().replace('.000Z', 'Z')

  const folderAt = (names: readonly string[]): number => {
    const known = folders.get(keyOf(names))
    if (known !== undefined) return known
    const parent = folderAt(names.slice(0, -1))
    const name = names.at(-1) ?? ''
    const id = addDocument(store, { root: tree.root, parent, kind: 'folder', name, author: controller.id, at: time() })
    folders.set(keyOf(names), id)
    return id
  }

  for (const file of files) {
    const document = addDocument(store, {
      root: tree.root,
      parent: folderAt(file.folders),
      kind: 'file',
      name: file.name,
      description: file.description,
      customFields: JSON.stringify(customFields(file.fields ?? {})),
      isReadOnly: file.state === 'schedule',
      author: controller.id,
      at: time(),
    })
    for (let number = 1; number <= (file.versions ?? 1); number++) await addBytes(world, document, file, number, time())
    putInState(world, tree, document, file.state)
  }
}

const keyOf = (names: readonly string[]) => names.join('\0')

async function addBytes(world: World, document: number, file: SeedFile, number: number, at: string): Promise<void> {
  const bytes = fileBytes(file.name, number, file.size)
  const { blob, size } = await world.content.keep(onlyOne(bytes))
  const extension = file.name.slice(file.name.lastIndexOf('.') + 1).toLowerCase()
  addVersion(world.store, {
    document,
    name: file.name,
    ...(number > 1 && { notes: `Revision ${number - 1}` }),
    size,
    blob,
    contentType: types[extension] ?? 'application/octet-stream',
    disposition: dispositionOf('inline', file.name),
    author: number === 1 ? controller.id : engineer.id,
    at,
  })
}

async function* onlyOne(bytes: Buffer): AsyncGenerator<Buffer> {
  if (bytes.length > 0) yield bytes
}

function putInState({ store }: World, tree: Tree, id: number, state: SeedFile['state']): void {
  const document = findDocument(store, tree.root, id)
  if (!document) return
  if (state === 'private') setPrivate(store, id, true, controller.id)
  if (state === 'deleted') moveDocument(store, tree, document, tree.recycle_bin)
  if (state === 'checked-out') {
    store.run('update documents set checked_out_by = ?, checked_out_until = ? where id = ?', engineer.id, farAhead, id)
  }
}
