import type { ListOptions, Page, Path, Principal } from '#platform'
import { refusal } from './refusal.ts'
import type { Memory } from './room.ts'

/** Everybody whom rights and entries can be given to. */
export async function* principals(
  { gate, knobs, facts }: Memory,
  options: ListOptions = {},
): AsyncGenerator<Page<Principal>> {
  const most = Math.min(options.pageSize ?? facts.pageSize, facts.pageSize)
  let at = Number(options.cursor ?? 0)
  for (;;) {
    const from = at
    const entries = await gate.call('principals', [], options, () => knobs().principals.slice(from, from + most))
    at += most
    if (at >= knobs().principals.length) return yield { entries }
    yield { entries, next: String(at) }
  }
}

/** Rights and entries outlive whom they were given to. */
export function principalCalled({ knobs }: Memory, id: string): Principal {
  return knobs().principals.find((one) => one.id === id) ?? { id, kind: 'person', name: id }
}

export function refuseUnknown({ knobs }: Memory, id: string, verb: string, path: Path): void {
  if (knobs().principals.some((one) => one.id === id)) return
  throw refusal('unsupported', verb, path, `there is nobody “${id}” here`)
}
