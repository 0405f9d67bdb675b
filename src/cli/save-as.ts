import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'
import { absolute } from './locations.ts'
import type { Answer } from './request.ts'
import type { Terminal } from './terminal.ts'
import { whyNot } from './why-not.ts'

/** Saves what the API sends in a file of this machine. */
export async function saveAs(typed: string, { folder, interrupted }: Terminal, content: Answer): Promise<void> {
  const file = absolute(typed, folder)
  const written = createWriteStream(file)
  try {
    await pipeline(content, written, { signal: interrupted })
  } catch (error) {
    const part = written.bytesWritten > 0 ? ' It holds only a part.' : ''
    throw new CommandFailure(`${file} cannot be written: ${whyNot(error)}.${part}`, exitCodes.failed, { cause: error })
  }
}
