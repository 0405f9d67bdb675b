import type { FastifyInstance } from 'fastify'
import { readBodies } from '../http/bodies.ts'
import { bodyOf } from '../http/refusal.ts'
import { createServer } from '../http/server.ts'
import type { World } from '../world.ts'
import { addOauthRoutes } from './routes.ts'

/** What login.procore.com is. */
export function loginServer(world: World): FastifyInstance {
  const app = createServer(world, { name: 'login', present: (refusal) => bodyOf(refusal, 1) })
  readBodies(app, world.content)
  addOauthRoutes(app, world)
  return app
}
