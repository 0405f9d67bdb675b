import type { Settings } from '#config'
import { isLoopback } from '#toolkit/http-address.ts'

/** Whether other machines reach this Gantry, by its own address or by the one that people are told. */
export function isReachable({ host, publicUrl }: Pick<Settings, 'host' | 'publicUrl'>): boolean {
  const own = host.includes(':') ? `[${host.replace(/%.*$/, '')}]` : host
  return [`http://${own}`, ...(publicUrl === undefined ? [] : [publicUrl])].some((url) => !isLoopback(new URL(url)))
}
