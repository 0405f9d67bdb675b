import { createReadStream } from 'node:fs'
import type { ProofCheckLine } from '#api/contract/locations.ts'
import { openLocalFolders } from '#connections/local-folders.ts'
import { checkProof, type ProofCheck } from '#engine/check-proof.ts'
import { isStorageError } from '#platform'
import { platforms } from '#platforms'
import { proofCheck } from '#runs/check-proof.ts'
import { systemClock } from '#toolkit/clock.ts'
import { networkWith } from '#toolkit/network.ts'
import { openLog } from '../log.ts'

/** Checks a proof by itself: without server, database or the files that it speaks of. */
export function verifyProof(file: string, publicKey?: string): Promise<ProofCheck> {
  return checkProof(createReadStream(file), publicKey)
}

/** Reads the items of a proof again in a folder of this machine. */
export async function* checkAgainstFolder(
  file: string,
  folder: string,
  side: 'destination' | 'source',
  signal: AbortSignal,
): AsyncGenerator<ProofCheckLine, void, undefined> {
  const log = openLog({ logLevel: 'silent', logFormat: 'json' })
  const folders = openLocalFolders({ platforms, clock: systemClock, log, network: networkWith() })
  try {
    const { storage, at } = await folders.open(folder, 'reading')
    yield* proofCheck(storage, at, createReadStream(file), { side, signal })
  } catch (error) {
    if (!isStorageError(error)) throw error
    yield { failure: error.message }
  } finally {
    await folders.close()
  }
}
