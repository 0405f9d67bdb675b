import { setTimeout as wait } from 'node:timers/promises'
import type { ItemPage, ItemView, RunPage, RunView } from '#api/contract/runs.ts'
import type { Begun, Gantry, Said } from '../../servers/gantry.ts'

/** A copy that was waited for. */
export interface Copied {
  readonly code: number
  readonly stderr: string
  readonly run: RunView
}

export async function copy(gantry: Gantry, from: string, to: string, flags: readonly string[] = []): Promise<Copied> {
  return copied(await gantry.run(['copy', from, to, '--wait', '--json', ...flags]))
}

/** Begins a copy and goes on as soon as its run is known, while the command waits for the end. */
export async function beginCopy(gantry: Gantry, from: string, to: string) {
  const before = await newestRun(gantry)
  const command: Begun = gantry.begin(['copy', from, to, '--wait', '--json'])
  const id = await until('a run begins', async () => {
    const newest = await newestRun(gantry)
    return newest === before ? undefined : newest
  })
  return { id, command, ended: async () => copied(await command.ended) }
}

export async function resume(gantry: Gantry, run: string): Promise<Copied> {
  return copied(await gantry.run(['runs', 'resume', run, '--wait', '--json']))
}

export async function show(gantry: Gantry, run: string): Promise<RunView> {
  return gantry.ask<RunView>(`/runs/${run}`)
}

export async function itemsIn(gantry: Gantry, run: string, state: ItemView['state']): Promise<readonly ItemView[]> {
  return (await gantry.ask<ItemPage>(`/runs/${run}/items?state=${state}`)).items
}

/** The sentence of the first item in a state. */
export async function sentenceOf(gantry: Gantry, run: string, state: ItemView['state']): Promise<string> {
  const [first] = await itemsIn(gantry, run, state)
  return first ? first.sentence : `No item is ${state}.`
}

/** `completed-with-flags: 3 succeeded, 1 flagged`; folders are not counted by `files`. */
export function stateOf({ state, waiting, states }: RunView): string {
  const counts = Object.entries(states).filter(([, { items }]) => items > 0)
  const why = waiting ? ` (${waiting.code})` : ''
  return `run ${state}${why}: ${counts.map(([word, { items }]) => `${items} ${word}`).join(', ') || 'nothing seen'}`
}

/** Looks every now and then until there is something to see. */
async function until<Result>(what: string, look: () => Promise<Result | undefined>): Promise<Result> {
  for (let looks = 0; looks < 600; looks++) {
    const found = await look()
    if (found !== undefined) return found
    await wait(100)
  }
  throw new Error(`It was waited in vain until ${what}.`)
}

export async function untilRun(gantry: Gantry, run: string, isSo: (view: RunView) => boolean): Promise<RunView> {
  return until(`run ${run} is as expected`, async () => {
    const view = await show(gantry, run)
    return isSo(view) ? view : undefined
  })
}

async function newestRun(gantry: Gantry): Promise<string | undefined> {
  return (await gantry.ask<RunPage>('/runs?limit=1')).runs[0]?.id
}

function copied({ code, stdout, stderr }: Said): Copied {
  if (stdout === '') throw new Error(`The command ended with ${code} and without a run: ${stderr}`)
  return { code, stderr, run: JSON.parse(stdout) as RunView }
}
