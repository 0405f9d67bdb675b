// The thread that walks trees and copies files from disk to disk; started by thread.ts.
import { parentPort } from 'node:worker_threads'
import { StorageError, type FailureDetails, type Path } from '#platform'
import type { Root } from './root.ts'
import { takeFiles, type Order, type Sides, type TakenFiles } from './take-files.ts'
import { walk, type Found } from './walk.ts'
import { packPage, type PackedPage } from './walk-pages.ts'

export interface TakeRequest {
  readonly do: 'take'
  readonly orders: readonly Order[]
  readonly sides: Sides
}

/** The next page of a walk; the first request of a walk begins it. */
export interface WalkRequest {
  readonly do: 'walk'
  readonly walk: number
  readonly root: Root
  readonly folder: Path
  readonly after: Path | undefined
  readonly most: number
}

export interface EndRequest {
  readonly do: 'end-walk'
  readonly walk: number
}

export type Question = TakeRequest | WalkRequest

export type Message = EndRequest | (Question & { readonly id: number })

export type Answer =
  | { readonly id: number; readonly answer: TakenFiles | PackedPage }
  | { readonly id: number; readonly failure: FailureDetails }

const walks = new Map<number, Generator<Found>>()

parentPort?.on('message', (message: Message) => {
  if (message.do === 'end-walk') {
    walks.get(message.walk)?.return(undefined)
    walks.delete(message.walk)
    return
  }
  parentPort?.postMessage(answerTo(message))
})

function answerTo(message: Question & { readonly id: number }): Answer {
  const { id } = message
  try {
    return { id, answer: message.do === 'take' ? takeFiles(message.orders, message.sides) : nextPage(message) }
  } catch (error) {
    if (!(error instanceof StorageError)) throw error
    const { kind, advice, verb, path } = error
    return { id, failure: { kind, advice, message: error.message, ...(verb && { verb }), ...(path && { path }) } }
  }
}

function nextPage(request: WalkRequest): PackedPage {
  const going = walks.get(request.walk) ?? walk(request.root, request.folder, request.after)
  walks.set(request.walk, going)
  return packPage(going, request.most)
}
