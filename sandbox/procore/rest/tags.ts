import { z } from 'zod'
import { notFound } from '../http/refusal.ts'
import type { Route } from './call.ts'
import { id, readBody, text } from './fields.ts'
import { findVisible } from './find.ts'
import { idOf, onDocuments } from './gate.ts'

interface Tag {
  readonly id: number
  readonly name: string
}

const place = '/rest/v1.0/projects/:project_id/document_custom_tags'
const newTag = z.object({ document_id: id, document_custom_tag: z.object({ name: text }) })

export const tagRoutes: readonly Route[] = [
  onDocuments('GET', place, 'read', (call) =>
    call.world.store.all<Tag>(
      'select id, name from tags where project = ? and (?2 is null or document = ?2) order by id',
      call.tree.project,
      call.query.number('filters[document_id]') ?? null,
    ),
  ),

  {
    ...onDocuments('POST', place, 'standard', (call) => {
      const given = readBody(call.body, newTag)
      const document = findVisible(call, given.document_id)
      const added = call.world.store.insert(
        'insert into tags (project, document, name) values (?, ?, ?)',
        call.tree.project,
        document.id,
        given.document_custom_tag.name,
      )
      return { id: added, name: given.document_custom_tag.name }
    }),
    status: 200,
  },

  onDocuments('DELETE', `${place}/:id`, 'standard', (call) => {
    const tag = idOf(call.params.id) ?? 0
    const { store } = call.world
    if (!store.first('select 1 from tags where id = ? and project = ?', tag, call.tree.project)) throw notFound('Tag')
    store.run('delete from tags where id = ?', tag)
  }),
]
