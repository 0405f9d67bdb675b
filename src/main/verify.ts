import type { KeyObject } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { ProofCheckLine } from '#api/contract/locations.ts'
import { checkExport, type ExportCheck } from '#audit/check-export.ts'
import { openLocalFolders } from '#connections/local-folders.ts'
import { checkProof, type ProofCheck } from '#engine/check-proof.ts'
import { parsePublicKey } from '#engine/proof-key.ts'
import { isStorageError } from '#platform'
import { platforms } from '#platforms'
import { proofCheck } from '#runs/check-proof.ts'
import { systemClock } from '#toolkit/clock.ts'
import { networkWith } from '#toolkit/network.ts'
import { openLog } from '../log.ts'

/** Checks a proof by itself: without server, database or the files that it speaks of. */
export async function verifyProof(file: string, publicKey?: string): Promise<ProofCheck> {
  return checkProof(createReadStream(file), keyFrom(publicKey))
}

/** Checks an exported audit log in the same way. */
export async function verifyAuditExport(file: string, publicKey?: string): Promise<ExportCheck> {
  return checkExport(createReadStream(file), keyFrom(publicKey))
}

function keyFrom(text: string | undefined): KeyObject | undefined {
  const key = text === undefined ? undefined : parsePublicKey(text)
  if (key || text === undefined) return key
  throw new TypeError(
    'The public key file holds none that Gantry signs with: an Ed25519 key is expected, as “gantry keys public” prints it.',
  )
}

/** Reads the items of a proof again in a folder of this machine. */
export async function* checkAgainstFolder(
  file: string,
  folder: string,
  side: 'destination' | 'source',
  signal: AbortSignal,
): AsyncGenerator<ProofCheckLine, void, undefined> {
  const log = openLog({ logLevel: 'silent', logFormat: 'json' })
  const folders = openLocalFolders({
    platforms,
    clock: systemClock,
    log,
    network: networkWith(),
    guardFolder: () => undefined,
  })
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
