import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'

/** Signs what a client carries to the storage host, which knows no accounts. */
export interface Signer {
  sign(text: string): string
  isSigned(text: string, signature: string): boolean
}

export function signer(secret: Buffer): Signer {
  const key = createSecretKey(secret)
  const sign = (text: string) => createHmac('sha256', key).update(text).digest('hex')
  return {
    sign,
    isSigned(text, signature) {
      const [right, given] = [Buffer.from(sign(text)), Buffer.from(signature)]
      return right.length === given.length && timingSafeEqual(right, given)
    },
  }
}

/** 20260131T235959Z, the form of times in signed addresses. */
export const amzDate = (ms: number) => new Date(ms).toISOString().replaceAll(/[-:]|\.\d+/g, '')
