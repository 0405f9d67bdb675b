import { StorageError, type ListOptions, type Page, type Space } from '#platform'
import { failure, type Doing } from './failures.ts'
import type { Means } from './means.ts'
import { isLastPage } from './paging.ts'
import { route, spaceId } from './routes.ts'
import { staleCursor } from './list.ts'
import { companies as companiesForm, parse, projects as projectsForm } from './wire.ts'

interface Company {
  readonly id: string
  readonly name: string
}

interface Project extends Company {
  readonly company: Company
  readonly active?: boolean | undefined
}

// The most that Procore gives of projects (reference of GET /rest/v1.1/projects).
const projectsPerPage = 300
const companiesPerPage = 100
const doing: Doing = { verb: 'spaces', path: [] }

/**
 * All projects of all companies that the account sees, each company's own documents after its projects. They are gathered
 * first, because their names must tell them apart.
 */
export async function* spaces(means: Means, options: ListOptions = {}): AsyncGenerator<Page<Space>> {
  const { signal, cursor, pageSize = 1000 } = options
  const all = await allSpaces(means, signal)
  let at = cursor === undefined ? 0 : all.findIndex(({ id }) => id === cursor) + 1
  if (cursor !== undefined && at === 0) throw staleCursor([])
  do {
    const entries = all.slice(at, at + Math.max(1, pageSize))
    at += entries.length
    const last = entries.at(-1)
    yield at < all.length && last ? { entries, next: last.id } : { entries }
  } while (at < all.length)
}

async function allSpaces(means: Means, signal: AbortSignal | undefined): Promise<readonly Space[]> {
  const { account, log } = means
  const shown = (await companiesOf(means, signal)).filter(({ id }) => (account.company ?? id) === id)
  const found: (Project | Company)[] = []
  let refused: StorageError | undefined
  for (const company of shown) {
    try {
      for (const project of await projectsOf(means, company, signal)) {
        if ((account.project ?? project.id) === project.id) found.push({ ...project, company })
      }
      if (account.project === undefined) found.push(company)
    } catch (error) {
      if (!(error instanceof StorageError) || (error.kind !== 'forbidden' && error.kind !== 'not-found')) throw error
      refused = error
      log.warn({ company: company.name, reason: error.message }, 'company-left-out')
    }
  }
  if (found.length > 0) return named(found)
  throw refused ?? failure('forbidden', doing, nothingToSee(means), { do: 'fix-settings' })
}

function nothingToSee({ account: { company, project } }: Means): string {
  if (project !== undefined)
    return `this account does not see the project ${project}. Check the Project ID and the account’s permissions`
  if (company !== undefined)
    return `this account does not see the company ${company}. Check the Company ID, and that the app is installed there`
  return 'this account sees no company. Install the app in a company, and give the account access to a project'
}

/** The companies that the account may see. A service account may have to name one in the settings. */
export async function companiesOf(means: Means, signal: AbortSignal | undefined): Promise<readonly Company[]> {
  const { company } = means.account
  return gather(means, company, companiesPerPage, signal, {
    route: (page) => route('/rest/v1.0/companies', page),
    parse: (body) => parse(companiesForm, body, doing),
  })
}

function projectsOf(
  means: Means,
  company: Company,
  signal: AbortSignal | undefined,
): Promise<readonly Omit<Project, 'company'>[]> {
  const query = { company_id: company.id, 'filters[by_status]': 'All', sort: 'name', view: 'normal' }
  return gather(means, company.id, projectsPerPage, signal, {
    route: (page) => route('/rest/v1.1/projects', { ...query, ...page }),
    parse: (body) => parse(projectsForm, body, doing),
  })
}

interface Pages<Item> {
  readonly route: (page: Readonly<Record<string, number>>) => string
  readonly parse: (body: unknown) => readonly Item[]
}

async function gather<Item>(
  { client }: Means,
  company: string | undefined,
  perPage: number,
  signal: AbortSignal | undefined,
  pages: Pages<Item>,
): Promise<readonly Item[]> {
  const items: Item[] = []
  for (let page = 1; ; page++) {
    const call = { ...doing, method: 'GET', company, signal } as const
    const answer = await client.call({ ...call, route: pages.route({ page, per_page: perPage }) })
    const some = pages.parse(answer.body)
    items.push(...some)
    if (isLastPage(answer, page, perPage, some.length)) return items
  }
}

/** A project is called by its name, with its company or its id where another space has the same. */
function named(found: readonly (Project | Company)[]): readonly Space[] {
  const plain = found.map(({ name }) => name.trim())
  const withCompany = found.map((space, at) => `${plain[at]} (${'company' in space ? space.company.name : 'company'})`)
  const isPlainUnique = uniqueAmong(plain)
  const isWithCompanyUnique = uniqueAmong([...plain, ...withCompany])
  return found.map((space, at): Space => {
    const short = plain[at] ?? ''
    const long = withCompany[at] ?? ''
    const name = short !== '' && isPlainUnique(short) ? short : isWithCompanyUnique(long) ? long : `${long} ${space.id}`
    if (!('company' in space)) return { id: spaceId(space.id), name, kind: 'company', scope: { company: space.id } }
    const { id, company, active: isActive } = space
    const scope = { company: company.id, project: id }
    const project = { id: spaceId(company.id, id), name, kind: 'project', within: [company.name], scope }
    return isActive === undefined ? project : { ...project, isActive }
  })
}

/** Whatever the case of the letters. */
function uniqueAmong(names: readonly string[]): (name: string) => boolean {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1)
  return (name) => counts.get(name.toLowerCase()) === 1
}
