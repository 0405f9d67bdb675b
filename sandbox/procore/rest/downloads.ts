import type { FastifyInstance } from 'fastify'
import { forbidden, notFound } from '../http/refusal.ts'
import { readQuery } from '../http/query.ts'
import { findVersion, type Version } from '../state/versions.ts'
import { signedDownload } from '../storage/signed-download.ts'
import type { World } from '../world.ts'
import { tokenRefused, validToken } from './token.ts'
import type { DocumentsCall } from './call.ts'

export const downloadPath = '/fas/api/v5/files/us-east-1/pro-core.com/:company/:version/p/:blob'

/** The address of a version's bytes at Procore itself, which asks for the token and sends on to the storage host. */
export function downloadUrl({ world, tree }: DocumentsCall, version: Version): string {
  const place = `${tree.company}-c/${version.id}/p/${version.blob}`
  const query = new URLSearchParams({
    companyId: String(tree.company),
    ...(tree.project !== null && { projectId: String(tree.project) }),
    sig: world.signer.sign(place),
  })
  return `${world.addresses.api}/fas/api/v5/files/us-east-1/pro-core.com/${place}?${query.toString()}`
}

export function addDownloads(app: FastifyInstance, world: World): void {
  app.get<{ Params: { company: string; version: string; blob: string } }>(downloadPath, async (request, reply) => {
    if (!validToken(world, request)) throw tokenRefused()
    const { company, version: id, blob } = request.params
    const signature = readQuery(request.url).text('sig') ?? ''
    if (!world.signer.isSigned(`${company}/${id}/p/${blob}`, signature)) throw forbidden('The address is not valid.')
    const version = findVersion(world.store, Number(id))
    if (!version || version.blob !== blob) throw notFound('File')
    return reply.redirect(signedDownload(world, company, version), world.options.redirectStatus)
  })
}
