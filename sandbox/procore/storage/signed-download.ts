import type { Version } from '../state/versions.ts'
import type { World } from '../world.ts'
import { amzDate } from './sign.ts'
import { bucket } from './signed-upload.ts'

/** The address of a version's bytes at the storage host, for a few minutes. */
export function signedDownload(world: World, company: string, version: Version): string {
  const now = world.clock.now()
  const path = `/${bucket}/${company}/${version.id}`
  const expiresAt = Math.ceil(now / 1000) + world.options.downloadSeconds
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Date': amzDate(now),
    'X-Amz-Expires': String(expiresAt),
    'X-Amz-Signature': world.signer.sign(`GET ${path} ${expiresAt}`),
  })
  return `${world.addresses.storage}${path}?${query.toString()}`
}
