import { failureFromAnswer, type Refusal } from './failures.ts'
import type { Means } from './means.ts'
import { fileRoute, folderRoute, type Tree } from './routes.ts'
import type { Looking } from './stat.ts'
import { file as fileForm, folder as folderForm, parse, type Document } from './wire.ts'

/** What Procore is told to change about a file or folder. */
interface Change {
  readonly name?: string
  readonly parentId?: string | undefined
  readonly uploadUuid?: string
}

type Outcome = { readonly document: Document } | { readonly refusal: Refusal }

// A name that is taken is refused with 400 here, where other tools of Procore say 409 or 422.
const refusalsOfName: readonly number[] = [400, 409, 422]

/** Creates a file or folder. A refusal that may be about its name is given back to be looked into. */
export async function create(
  { client }: Means,
  tree: Tree,
  kind: 'file' | 'folder',
  change: Change,
  looking: Looking,
): Promise<Outcome> {
  const answer = await client.call({
    ...looking,
    method: 'POST',
    route: kind === 'file' ? fileRoute(tree, undefined) : folderRoute(tree, undefined),
    company: tree.company,
    body: { [kind]: { ...onWire(change), ...(kind === 'file' && { unique_name: false }) } },
    // A folder that was made by the first of two requests is found by the second.
    isOnce: kind === 'file',
    accepts: refusalsOfName,
  })
  if (answer.refusal) return { refusal: answer.refusal }
  return { document: documentIn(answer.body, kind, looking) }
}

/** Changes one; new content becomes a new version. */
export async function change(
  { client }: Means,
  tree: Tree,
  { id, isFolder }: Document,
  change: Change,
  looking: Looking,
): Promise<Outcome> {
  const kind = isFolder ? 'folder' : 'file'
  const answer = await client.call({
    ...looking,
    method: 'PATCH',
    route: isFolder ? folderRoute(tree, id) : fileRoute(tree, id),
    company: tree.company,
    body: { [kind]: onWire(change) },
    isOnce: true,
    accepts: change.uploadUuid === undefined ? refusalsOfName : [],
  })
  if (answer.refusal) return { refusal: answer.refusal }
  return { document: documentIn(answer.body, kind, looking) }
}

/** Moves to the recycle bin; what is not there is fine. */
export async function bin({ client }: Means, tree: Tree, { id, isFolder }: Document, looking: Looking): Promise<void> {
  await client.call({
    ...looking,
    method: 'DELETE',
    route: isFolder ? folderRoute(tree, id) : fileRoute(tree, id),
    company: tree.company,
    accepts: [404],
  })
}

/** Throws what a refusal stands for. */
export function documentOf(outcome: Outcome, looking: Looking): Document {
  if ('document' in outcome) return outcome.document
  throw failureFromAnswer(outcome.refusal, looking)
}

function documentIn(body: unknown, kind: 'file' | 'folder', looking: Looking): Document {
  return kind === 'file' ? parse(fileForm, body, looking).document : parse(folderForm, body, looking).document
}

function onWire({ name, parentId, uploadUuid }: Change) {
  return {
    ...(name !== undefined && { name }),
    ...(parentId !== undefined && { parent_id: idOnWire(parentId) }),
    ...(uploadUuid !== undefined && { upload_uuid: uploadUuid }),
  }
}

/** A number, as v1 has it, while a number can hold it. */
function idOnWire(id: string): number | string {
  const number = Number(id)
  return Number.isSafeInteger(number) ? number : id
}
