import { expect, test } from 'vitest'
import { clientFor, type Json } from './testing/client.ts'
import { builders, hospital, school, withoutDocuments, civil, closedToApps } from './testing/places.ts'
import { testSandbox } from './testing/sandbox.ts'

const names = (list: Json) => Array.from(list as unknown as Json[], ({ name }) => String(name))

test('the root folder is one object with its direct children, whose own lists are empty', async () => {
  const { get } = await clientFor(await testSandbox({ seed: 'construction' }))
  const { body: root } = await get(`/rest/v1.0/folders?project_id=${hospital}`)
  expect(root).toMatchObject({ parent_id: null, name: 'Riverside Medical Center – Phase 2', is_recycle_bin: false })
  expect(names(root.folders ?? {})).toEqual(expect.arrayContaining(['01 Drawings', 'Recycle Bin', 'Schedules']))
  const drawings = Array.from(root.folders as unknown as Json[]).find(({ name }) => String(name) === '01 Drawings')
  expect(drawings).toMatchObject({ folders: [], files: [], has_children: true, has_children_folders: true })

  const { body: inside } = await get(
    `/rest/v1.0/folders/${String(drawings?.id)}?project_id=${hospital}&exclude_files=True`,
  )
  expect(inside.files).toEqual([])
  expect(names(inside.folders ?? {})).toHaveLength(5)
})

test('the flat listing has every document once, page by page, and ends with an empty page', async () => {
  const { get } = await clientFor(await testSandbox({ seed: 'construction' }))
  const path = `/rest/v1.0/projects/${hospital}/documents?per_page=100`
  const first = await get(path)
  const total = Number(first.headers.get('total'))
  expect(first.headers.get('per-page')).toBe('100')
  expect(
    first.headers
      .get('link')
      ?.split(', ')
      .map((link) => /rel="(\w+)"/.exec(link)?.[1]),
  ).toEqual(['last', 'next'])
  const second = await get(`${path}&page=2`)
  expect(
    second.headers
      .get('link')
      ?.split(', ')
      .map((link) => /rel="(\w+)"/.exec(link)?.[1]),
  ).toEqual(['first', 'prev', 'last', 'next'])
  const seen = new Set<string>()
  let page = 1
  for (;;) {
    const listed = Array.from((await get(`${path}&page=${page++}`)).body as unknown as Json[])
    if (listed.length === 0) break
    for (const { id } of listed) seen.add(String(id))
  }
  expect(seen.size).toBe(total)
  expect(page).toBe(Math.ceil(total / 100) + 2)
})

test('view=extended adds sizes and addresses; the normal view has neither', async () => {
  const { get } = await clientFor(await testSandbox({ seed: 'construction' }))
  const path = `/rest/v1.0/projects/${hospital}/documents?filters[search]=A-101%20floor`
  const { body: normal } = await get(path)
  expect(normal[0]?.file).toBeUndefined()
  const { body: extended } = await get(`${path}&view=extended`)
  expect(extended[0]).toMatchObject({
    document_type: 'file',
    name_with_path: expect.stringContaining('/01 Drawings/01 Architectural/Level 1/A-101 Floor Plan.pdf'),
    file: { file_type: 'PDF', current_version: { size: expect.any(Number), url: expect.stringContaining('http') } },
  })
})

test('filters[folder_id] gives the folder itself and all that is below', async () => {
  const { get, addFolder } = await clientFor(await testSandbox())
  const outer = await addFolder('Outer')
  const inner = await addFolder('Inner', { parent_id: String(outer.body.id) })
  await addFolder('Beside')
  const listed = await get(
    `/rest/v1.0/projects/${school}/documents?filters[folder_id]=${String(outer.body.id)}&sort=-name`,
  )
  expect(names(listed.body)).toEqual(['Outer', 'Inner'])
  expect(inner.body.parent_id).toBe(outer.body.id)
})

test('version 2 has texts for ids, no paths, ten on a page and a hundred at most', async () => {
  const { get } = await clientFor(await testSandbox({ seed: 'construction' }))
  const path = `/rest/v2.0/companies/${builders}/projects/${hospital}/documents`
  const ten = await get(path)
  const rows = Array.from(ten.body.data as unknown as Json[])
  expect(rows).toHaveLength(10)
  expect(rows.every((row) => typeof row.id === 'string' && row.name_with_path === undefined)).toBe(true)
  expect(Array.from((await get(`${path}?per_page=1000`)).body.data as unknown as Json[])).toHaveLength(100)
  const { body: folders } = await get(
    `/rest/v2.0/companies/${builders}/projects/${hospital}/folders?exclude_files=true`,
  )
  expect(names(folders.data ?? {})).toContain('01 Drawings')
})

test('a taken name answers 400, and unique_name makes another', async () => {
  const { addFile, addFolder } = await clientFor(await testSandbox())
  expect((await addFolder('Plans')).status).toBe(201)
  expect(await addFolder('Plans')).toMatchObject({
    status: 400,
    body: { errors: { name: ['has already been taken'] } },
  })
  expect((await addFile('a.pdf', 'one')).status).toBe(201)
  expect((await addFile('a.pdf', 'two')).status).toBe(400)
  expect((await addFile('a.pdf', 'two', { unique_name: true })).body.name).toBe('a (1).pdf')
})

test('new bytes for a file are a new version, and older ones stay readable', async () => {
  const { addFile, upload, call, get, download } = await clientFor(await testSandbox())
  const { body: file } = await addFile('plan.txt', 'first')
  const path = `/rest/v1.0/files/${String(file.id)}?project_id=${school}`
  await call('PATCH', path, { file: { upload_uuid: await upload('plan.txt', 'second') } })
  const version = await call('POST', `/rest/v1.0/file_versions?project_id=${school}&file_id=${String(file.id)}`, {
    file_version: { upload_uuid: await upload('plan.txt', 'third'), notes: 'as built' },
  })
  expect(version).toMatchObject({ status: 201, body: { number: 3, notes: 'as built', size: 5 } })
  const versions = Array.from((await get(path)).body.file_versions as unknown as Json[])
  expect(versions.map(({ number }) => Number(number))).toEqual([3, 2, 1])
  const texts = await Promise.all(versions.map(async ({ url }) => (await download(String(url))).text))
  expect(texts).toEqual(['third', 'second', 'first'])
  const revisions = await get(`/rest/v2.0/projects/${school}/documents/${String(file.id)}/revisions`)
  expect(Array.from(revisions.body.data as unknown as Json[], ({ file_version: number }) => Number(number))).toEqual([
    3, 2, 1,
  ])
})

test('what is moved keeps its versions and says its new path, and no folder goes into itself', async () => {
  const { addFile, addFolder, call } = await clientFor(await testSandbox())
  const { body: outer } = await addFolder('Outer')
  const { body: inner } = await addFolder('Inner', { parent_id: outer.id })
  const { body: file } = await addFile('plan.txt', 'first')
  const moved = await call('PATCH', `/rest/v1.0/files/${String(file.id)}?project_id=${school}`, {
    file: { parent_id: inner.id, name: 'moved.txt' },
  })
  expect(moved.body).toMatchObject({ name_with_path: 'Northgate Elementary School/Outer/Inner/moved.txt', size: 5 })
  const circle = await call('PATCH', `/rest/v1.0/folders/${String(outer.id)}?project_id=${school}`, {
    folder: { parent_id: inner.id },
  })
  expect(circle).toMatchObject({ status: 400, body: { errors: { parent_id: [expect.any(String)] } } })
})

test('a file that another has checked out answers 409 with the file', async () => {
  const sandbox = await testSandbox()
  const controller = await clientFor(sandbox)
  const engineer = await clientFor(sandbox, 'engineer')
  const { body: file } = await controller.addFile('plan.txt', 'first')
  const path = `/rest/v1.0/files/${String(file.id)}?project_id=${school}`
  const until = new Date(Date.now() + 3_600_000).toISOString()
  expect((await controller.call('PATCH', path, { file: { checked_out_until: until } })).status).toBe(200)
  const refused = await engineer.call('PATCH', path, { file: { name: 'b.txt' } })
  expect(refused.status).toBe(409)
  expect(refused.body).toMatchObject({
    errors: { base: [expect.any(String)] },
    error_type: 'checked_out',
    file: { id: file.id },
  })
  await controller.call('PATCH', path, { file: { checked_out_until: null } })
  expect((await engineer.call('PATCH', path, { file: { name: 'b.txt' } })).body.name).toBe('b.txt')
})

test('deleted items lie in the recycle bin, leave their name free, and come back when they are moved out', async () => {
  const sandbox = await testSandbox()
  const { addFile, addFolder, call, get } = await clientFor(sandbox)
  const { body: folder } = await addFolder('Old')
  const { body: file } = await addFile('plan.txt', 'first', { parent_id: folder.id })
  const deleted = await call('DELETE', `/rest/v1.0/folders/${String(folder.id)}?project_id=${school}`)
  expect(deleted).toMatchObject({ status: 200, text: '' })
  const inBin = await get(`/rest/v1.0/projects/${school}/documents?filters[is_in_recycle_bin]=true`)
  expect(names(inBin.body)).toEqual(['Recycle Bin', 'Old', 'plan.txt'])
  const kept = await get(`/rest/v1.0/projects/${school}/documents?filters[is_in_recycle_bin]=false`)
  expect(names(kept.body)).toEqual(['Schedules'])
  expect((await addFolder('Old')).status).toBe(201)
  const reader = await clientFor(sandbox, 'reader')
  expect((await reader.get(`/rest/v1.0/files/${String(file.id)}?project_id=${school}`)).status).toBe(404)
  expect(names((await reader.get(`/rest/v1.0/projects/${school}/documents`)).body)).toEqual(['Schedules', 'Old'])

  const { body: root } = await get(`/rest/v1.0/folders?project_id=${school}`)
  const back = { folder: { parent_id: root.id, name: 'Old, restored' } }
  await call('PATCH', `/rest/v1.0/folders/${String(folder.id)}?project_id=${school}`, back)
  expect((await get(`/rest/v1.0/files/${String(file.id)}?project_id=${school}`)).body).toMatchObject({
    is_deleted: false,
    name_with_path: 'Northgate Elementary School/Old, restored/plan.txt',
  })
})

test('system folders are not deleted, and nothing is put into them', async () => {
  const { get, call, addFolder } = await clientFor(await testSandbox())
  const { body: root } = await get(`/rest/v1.0/folders?project_id=${school}`)
  for (const { id } of Array.from(root.folders as unknown as Json[])) {
    expect((await call('DELETE', `/rest/v1.0/folders/${String(id)}?project_id=${school}`)).status).toBe(400)
    expect((await addFolder('Inside', { parent_id: id })).status).toBe(400)
  }
})

test('a private folder and all below it is missing for others, until they are let in', async () => {
  const sandbox = await testSandbox()
  const controller = await clientFor(sandbox)
  const reader = await clientFor(sandbox, 'reader')
  const { body: folder } = await controller.addFolder('Contracts', { explicit_permissions: true })
  const { body: file } = await controller.addFile('secret.txt', 'x', { parent_id: folder.id })
  const listing = `/rest/v1.0/projects/${school}/documents`
  const path = `/rest/v1.0/files/${String(file.id)}?project_id=${school}`
  expect(folder.private).toBe(true)
  expect(names((await reader.get(listing)).body)).toEqual(['Schedules'])
  expect((await reader.get(path)).status).toBe(404)
  await fetch(`${sandbox.addresses.admin}/documents/${String(folder.id)}/private-access`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: 160588 }),
  })
  expect(names((await reader.get(listing)).body)).toEqual(['Schedules', 'Contracts', 'secret.txt'])
  expect((await reader.get(path)).status).toBe(200)
})

test('each level may do what its name says', async () => {
  const sandbox = await testSandbox()
  const controller = await clientFor(sandbox)
  const { body: file } = await controller.addFile('plan.txt', 'first')
  const path = `/rest/v1.0/files/${String(file.id)}?project_id=${school}`
  const allowed: Record<string, readonly [read: number, add: number, remove: number]> = {
    partner: [403, 403, 403],
    reader: [200, 403, 403],
    engineer: [200, 201, 403],
    service: [200, 201, 200],
  }
  for (const [who, [read, add, remove]] of Object.entries(allowed)) {
    const { get, addFolder, call } = await clientFor(sandbox, who)
    expect([who, (await get(path)).status]).toEqual([who, read])
    expect([who, (await addFolder(`Folder of ${who}`)).status]).toEqual([who, add])
    expect([who, (await call('DELETE', path)).status]).toEqual([who, remove])
  }
})

test('projects that are closed, without the tool or elsewhere are refused each in its way', async () => {
  const sandbox = await testSandbox()
  const inCivil = await clientFor(sandbox, 'service', civil)
  expect(await inCivil.get(`/rest/v1.0/folders?project_id=${withoutDocuments}`)).toMatchObject({
    status: 403,
    body: { errors: ['The Documents tool is not enabled in this project.'] },
  })
  const service = await clientFor(sandbox, 'service')
  expect((await service.get(`/rest/v1.0/folders?project_id=${closedToApps}`)).status).toBe(403)
  expect((await service.get(`/rest/v1.0/folders?project_id=${withoutDocuments}`)).status).toBe(404)
  expect((await service.get('/rest/v1.0/folders')).body).toEqual({ errors: { project_id: ['is required'] } })
})

test('strict names are refused when the option says so, and only then', async () => {
  const any = await clientFor(await testSandbox())
  const strict = await clientFor(await testSandbox({ names: 'strict' }))
  for (const name of ['a/b', 'a<b', 'a:b', 'a\\b', 'a|b', 'a?b', 'a*b']) {
    expect((await any.addFolder(name)).status).toBe(201)
    expect((await strict.addFolder(name)).status).toBe(400)
  }
  expect((await strict.addFile('a .txt', 'x')).status).toBe(400)
  expect((await any.addFolder(' ')).status).toBe(400)
  expect((await any.addFolder('x'.repeat(256))).status).toBe(400)
})

test('with a delay, new items reach the listings later', async () => {
  const { addFolder, get } = await clientFor(await testSandbox({ listDelaySeconds: 3600 }))
  const { body: folder } = await addFolder('New')
  expect(names((await get(`/rest/v1.0/projects/${school}/documents`)).body)).toEqual(['Recycle Bin', 'Schedules'])
  expect((await get(`/rest/v1.0/folders/${String(folder.id)}?project_id=${school}`)).status).toBe(200)
})
