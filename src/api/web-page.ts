import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { html } from '#reports/html.ts'
import { documentPage } from './document-page.ts'

/** Where vite puts what it builds (scripts/build-web.ts). */
const webFolder = join(import.meta.dirname, '..', '..', 'web', 'dist')

/** Stands in index.html where the nonce of an answer goes (web/vite.config.ts). */
const nonceMark = 'nonce-of-this-answer'

/**
 * The web page: built files, whose names change with their content and which are therefore kept for ever, and for every
 * other address the one document, which knows by itself what to show there. What it holds is public; what it shows it asks
 * the API for.
 */
export async function webPage(app: FastifyInstance, { folder = webFolder }: { readonly folder?: string } = {}) {
  app.addHook('onRoute', (route) => {
    route.config = { access: 'public', ...route.config }
  })
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    index: false,
    preCompressed: true,
    immutable: true,
    maxAge: '1y',
    decorateReply: true,
  })
  app.get('/mark.svg', async (_, reply) => reply.sendFile('mark.svg', folder, { maxAge: '1d', immutable: false }))
  // The API's own places are found before these; what it has not, it tells to those it knows.
  for (const url of ['/api', '/api/*']) {
    app.get(url, { config: { access: 'self.read' } }, async (_, reply) => reply.callNotFound())
  }
  app.get('/*', async (_, reply) => document(reply, folder))
}

async function document(reply: FastifyReply, folder: string): Promise<FastifyReply> {
  const built = await readFile(join(folder, 'index.html'), 'utf8').catch(() => undefined)
  if (built === undefined) return reply.status(503).type('text/html; charset=utf-8').send(notBuilt)
  const nonce = randomBytes(16).toString('base64url')
  return reply
    .headers({ 'content-security-policy': policyOf(nonce), 'cross-origin-opener-policy': 'same-origin-allow-popups' })
    .type('text/html; charset=utf-8')
    .send(built.replaceAll(nonceMark, nonce))
}

const notBuilt = documentPage(
  'The web page is not there',
  html`<p>
    The web page of this Gantry has not been built: run <code>npm run build</code>. API and command line work without
    it.
  </p>`,
)

/** Nothing from elsewhere, no script but our files, no style but our files and what they themselves add by the nonce. */
function policyOf(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
