import type { AnswerOf } from '#api/contract/answers.ts'
import type { Problem } from '#api/contract/problem.ts'
import type { RouteName } from '#api/contract/routes.ts'
import { ask as askBy, type Question, type Way } from '#api/client/ask.ts'
import { texts } from './texts/texts.ts'

export { placeOf as addressOf } from '#api/client/ask.ts'

/** What the API refused or could not do, as it says it; or that it could not be reached. */
export class Refusal extends Error {
  /** What was attempted. */
  readonly act: RouteName
  /** 0 when no answer came. */
  readonly status: number
  readonly code: Problem['code'] | 'unreachable'
  /** All that the server said; absent when it said nothing that can be understood. */
  readonly said: Problem | undefined

  constructor(act: RouteName, status: number, said?: Problem, options?: ErrorOptions) {
    super(said?.detail ?? (status === 0 ? texts.unreachable : texts.answeredWith(status)), options)
    this.name = 'Refusal'
    this.act = act
    this.status = status
    this.code = said?.code ?? (status === 0 ? 'unreachable' : 'unexpected')
    this.said = said
  }
}

const way: Way<Response> = {
  send: async (place, message) => fetch(place, message),
  canRepeat: () => true,
  refusal: (name, status, said) => new Refusal(name, status, said),
}

/** Asks the API on this page's own server. Throws a Refusal. */
export async function ask<Name extends RouteName>(name: Name, question: Question = {}): Promise<AnswerOf<Name>> {
  const answer = await reached(name, question)
  return (answer.status === 204 ? undefined : await answer.json()) as AnswerOf<Name>
}

/** The same, of an act that answers with text. */
export async function askText(name: RouteName, question: Question = {}): Promise<string> {
  return (await reached(name, question)).text()
}

/** The same, of an act that answers with a file. */
export async function askFile(name: RouteName, question: Question = {}): Promise<Blob> {
  return (await reached(name, question)).blob()
}

async function reached(name: RouteName, question: Question): Promise<Response> {
  return askBy(way, name, question).catch((error: unknown) => {
    if (error instanceof Refusal || question.signal?.aborted) throw error
    throw new Refusal(name, 0, undefined, { cause: error })
  })
}
