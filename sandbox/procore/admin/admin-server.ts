import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { bodyOf, notFound } from '../http/refusal.ts'
import { createServer } from '../http/server.ts'
import { readBody } from '../rest/fields.ts'
import { install, keepRedirectUris, findApp, listApps, uninstall } from '../state/apps.ts'
import { levels } from '../state/people.ts'
import { removeProject, treeOf, type Project } from '../state/projects.ts'
import { expireAll, revokeAll } from '../state/tokens.ts'
import type { World } from '../world.ts'
import { faultRequest } from './faults.ts'

const ofApp = z.object({ client_id: z.string().optional() }).default({})
const uris = z.object({ redirect_uris: z.array(z.string().min(1)) })
const skip = z.object({ seconds: z.number().positive() })
const tool = z.object({ documents: z.boolean() })
const membership = z.object({ user: z.number().int(), level: z.enum(levels), may_delete: z.boolean().default(false) })
const opened = z.object({ user: z.number().int() })

/** For tests and demonstrations: what was called, and what goes wrong next. Everything here is in README.md. */
export function adminServer(world: World, reset: () => Promise<void>): FastifyInstance {
  const { store } = world
  const app = createServer(world, { name: 'admin', present: (refusal) => bodyOf(refusal, 1) })

  app.get('/calls', async () => world.calls.sums())
  app.delete('/calls', async () => world.calls.forget())

  app.get('/faults', async () => world.faults.list())
  app.post('/faults', async (request, reply) =>
    reply.code(201).send(world.faults.add(readBody(request.body, faultRequest))),
  )
  app.delete('/faults', async () => world.faults.clear())
  app.delete<{ Params: { id: string } }>('/faults/:id', async (request) => {
    if (!world.faults.remove(request.params.id)) throw notFound('Fault')
  })

  app.post('/reset', async () => {
    await reset()
    return { reset: true }
  })
  app.delete('/limits', async () => world.limits.forget())
  app.get('/time', async () => ({ now: Math.round(world.clock.now()), clock: world.options.clock }))
  app.post('/time/skip', async (request) => {
    world.clock.skip(readBody(request.body, skip).seconds * 1000)
    return { now: Math.round(world.clock.now()) }
  })

  app.post('/tokens/expire', async (request) => {
    expireAll(store, readBody(request.body ?? {}, ofApp).client_id, world.clock.now())
  })
  app.post('/tokens/revoke', async (request) => revokeAll(store, readBody(request.body ?? {}, ofApp).client_id))

  app.get('/apps', async () =>
    listApps(store).map(({ clientId, name, kind, redirectUris }) => ({ clientId, name, kind, redirectUris })),
  )
  app.put<{ Params: { client: string } }>('/apps/:client/redirect-uris', async (request) => {
    if (!findApp(store, request.params.client)) throw notFound('App')
    keepRedirectUris(store, request.params.client, readBody(request.body, uris).redirect_uris)
  })

  app.put<{ Params: { client: string; company: string } }>('/apps/:client/installs/:company', async (request) =>
    install(store, request.params.client, Number(request.params.company)),
  )
  app.delete<{ Params: { client: string; company: string } }>('/apps/:client/installs/:company', async (request) =>
    uninstall(store, request.params.client, Number(request.params.company)),
  )

  app.delete<{ Params: { id: string } }>('/projects/:id', async (request) =>
    removeProject(store, Number(request.params.id)),
  )
  app.patch<{ Params: { id: string } }>('/projects/:id', async (request) => {
    const { documents } = readBody(request.body, tool)
    store.run('update projects set has_documents = ? where id = ?', documents ? 1 : 0, Number(request.params.id))
  })
  app.put<{ Params: { id: string } }>('/projects/:id/memberships', async (request) => {
    const project = store.first<Project>('select * from projects where id = ?', Number(request.params.id))
    const tree = project && treeOf(store, project.company, project.id)
    if (!tree) throw notFound('Project')
    const { user, level, may_delete: mayDelete } = readBody(request.body, membership)
    store.run(
      'insert or replace into memberships (root, user, level, may_delete) values (?, ?, ?, ?)',
      tree.root,
      user,
      level,
      mayDelete ? 1 : 0,
    )
  })
  app.put<{ Params: { id: string } }>('/documents/:id/private-access', async (request) => {
    const { user } = readBody(request.body, opened)
    store.run('insert or ignore into private_access (document, user) values (?, ?)', Number(request.params.id), user)
  })
  return app
}
