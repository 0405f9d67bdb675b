import { isStorageError, type About, type Waiting } from '#platform'
import { failureFrom, type Doing } from './failures.ts'
import type { Means } from './means.ts'
import { route } from './routes.ts'
import { companiesOf } from './spaces.ts'
import { me, parse } from './wire.ts'

const doing: Doing = { verb: 'about', path: [] }

/** One call. Procore tells a name only together with a company, and a service account nothing without one. */
export async function about(means: Means, { signal }: Waiting = {}): Promise<About> {
  const { account } = means
  try {
    const who = await whoIs(means, account.company, signal).catch(async (error: unknown) => {
      const isCompanyMissing =
        account.company === undefined && isStorageError(error) && error.advice.do === 'fix-settings'
      const [first] = isCompanyMissing ? await companiesOf(means, signal) : []
      if (!first) throw error
      return await whoIs(means, first.id, signal)
    })
    return { account: nameFor(who), ...(account.isService && { isService: true }) }
  } catch (error) {
    throw failureFrom(error, doing, signal)
  }
}

async function whoIs({ client }: Means, company: string | undefined, signal: AbortSignal | undefined) {
  const call = { ...doing, method: 'GET', company, signal } as const
  const answer = await client.call({ ...call, route: route('/rest/v1.0/me', { company_id: company }) })
  return parse(me, answer.body, doing)
}

function nameFor({ name, login }: { readonly name: string | undefined; readonly login: string | undefined }): string {
  const known = [name?.trim(), login?.trim()].filter((text) => text !== undefined && text !== '')
  const [first = 'an account without a name', second] = known
  return second === undefined || second === first ? first : `${first} (${second})`
}
