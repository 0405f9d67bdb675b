import { expect, it } from 'vitest'
import type { Space } from '#platform'
import { openLittle } from './testing/open-little.ts'
import { scriptedServer, type Answering, type Heard, type Reply } from './testing/scripted-server.ts'

const companies = [
  { id: 1, name: 'Acme' },
  { id: 2, name: 'Builders' },
  { id: 3, name: 'Closed' },
]
const projects: Readonly<
  Record<string, readonly { readonly id: number; readonly name: string; readonly active?: boolean }[]>
> = {
  1: [
    { id: 10, name: 'Tower' },
    { id: 11, name: 'Bridge', active: false },
    { id: 12, name: 'bridge' },
  ],
  2: [
    { id: 20, name: 'Tower', active: true },
    { id: 21, name: 'Acme' },
  ],
}
const notConnected: Reply = { status: 403, body: { errors: ['App is not connected to this company.'] } }

const procore: Answering = ({ path, query }) => {
  if (path.endsWith('/companies')) return paged(companies, query)
  const found = projects[query.get('company_id') ?? '']
  return found ? paged(found, query) : notConnected
}

function paged(items: readonly unknown[], query: URLSearchParams, most = 2): Reply {
  const page = Number(query.get('page'))
  return {
    // Smaller pages than were asked for.
    headers: { total: String(items.length), 'per-page': String(most) },
    body: items.slice((page - 1) * most, page * most),
  }
}

async function spacesWith(answering: Answering, settings: Record<string, string> = {}) {
  await using api = await scriptedServer(answering)
  const storage = await openLittle(api.origin, { settings })
  const found: Space[] = []
  try {
    for await (const page of storage.spaces({ pageSize: 3 })) found.push(...page.entries)
  } finally {
    await storage.close()
  }
  return { found, heard: api.heard as readonly Heard[] }
}

it('lists the projects of all companies on all pages, under names that tell them apart', async () => {
  const { found, heard } = await spacesWith(procore)
  expect(found.map(({ id, name }) => [id, name])).toEqual([
    ['1/10', 'Tower (Acme)'],
    ['1/11', 'Bridge (Acme) 11'],
    ['1/12', 'bridge (Acme) 12'],
    ['1', 'Acme (company)'],
    ['2/20', 'Tower (Builders)'],
    ['2/21', 'Acme (Builders)'],
    ['2', 'Builders'],
  ])
  expect(found[0]).toMatchObject({ kind: 'project', within: ['Acme'] })
  expect(found.map(({ isActive }) => isActive)).toEqual([
    undefined,
    false,
    undefined,
    undefined,
    true,
    undefined,
    undefined,
  ])
  const asked = heard.filter(({ path }) => path.endsWith('/projects'))
  expect(new Set(asked.map(({ headers, query }) => headers['procore-company-id'] === query.get('company_id')))).toEqual(
    new Set([true]),
  )
  expect(asked.every(({ query }) => query.get('filters[by_status]') === 'All')).toBe(true)
})

it('ends at an empty page when Procore tells nothing of the number of pages', async () => {
  const silent: Answering = (heard) => {
    const reply = procore(heard) as Reply
    return { ...reply, headers: {} }
  }
  expect((await spacesWith(silent)).found).toHaveLength(7)
})

it('shows only the company and the project that the settings name', async () => {
  expect((await spacesWith(procore, { company: '2' })).found).toHaveLength(3)
  const { found } = await spacesWith(procore, { company: '1', project: '11' })
  const scope = { company: '1', project: '11' }
  const bridge = { id: '1/11', name: 'Bridge', kind: 'project', within: ['Acme'], isActive: false, scope }
  expect(found).toEqual([bridge])
})

it('says what is missing when there is nothing to show', async () => {
  await expect(spacesWith(() => ({ body: [] }))).rejects.toMatchObject({
    kind: 'forbidden',
    message: expect.stringContaining('sees no company') as string,
  })
  await expect(spacesWith(procore, { company: '3' })).rejects.toMatchObject({
    advice: { do: 'fix-settings' },
    message: expect.stringContaining('not installed') as string,
  })
  await expect(spacesWith(procore, { company: '1', project: '99' })).rejects.toThrow('does not see the project 99')
})

it('asks for the Company ID when Procore does not list companies without one', async () => {
  const wants: Answering = ({ headers }) =>
    headers['procore-company-id'] === undefined
      ? { status: 400, body: { errors: ['Missing Procore-Company-Id header!'] } }
      : { body: [] }
  await expect(spacesWith(wants)).rejects.toThrow('Enter the Company ID')
})

it('reads the documents of a company at the company’s own addresses', async () => {
  await using api = await scriptedServer(({ path }) =>
    path === '/rest/v1.0/companies/1/folders'
      ? { body: { id: 5, name: 'Acme', parent_id: null, files: [{ id: 6, name: 'a.pdf', parent_id: 5 }] } }
      : undefined,
  )
  const storage = await openLittle(api.origin)
  const found: string[] = []
  for await (const { entries } of storage.list({ space: '1', path: [] }))
    found.push(...entries.map(({ id }) => id ?? ''))
  expect(found).toEqual(['6'])
  await expect(storage.stat({ space: 'nonsense', path: [] })).rejects.toMatchObject({ kind: 'not-found' })
  await storage.close()
})
