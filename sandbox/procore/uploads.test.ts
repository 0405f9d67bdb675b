import { createHash, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { answerOf, clientFor, sendForm, type Json } from './testing/client.ts'
import { builders, school } from './testing/places.ts'
import { testSandbox } from './testing/sandbox.ts'

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const uploads = `/rest/v1.1/projects/${school}/uploads`

function segmentsOf(...pieces: Buffer[]) {
  return pieces.map((bytes) => ({
    size: bytes.length,
    sha256: sha256(bytes),
    md5: createHash('md5').update(bytes).digest('hex'),
  }))
}

async function put(segment: Json | undefined, bytes: Buffer, headers: Record<string, string> = {}) {
  const { 'content-length': _, ...signed } = segment?.headers as unknown as Record<string, string>
  return answerOf(
    await fetch(String(segment?.url), {
      method: 'PUT',
      body: new Blob([new Uint8Array(bytes)]),
      headers: { ...signed, ...headers },
    }),
  )
}

test('segments that arrive as announced become one file', async () => {
  const { call, download } = await clientFor(await testSandbox({ minSegmentBytes: 1000 }))
  const pieces = [randomBytes(1500), randomBytes(1000), randomBytes(7)] as const
  const made = await call('POST', uploads, { response_filename: 'big.bin', segments: segmentsOf(...pieces) })
  expect(made).toMatchObject({ status: 201, body: { status: 'ready' } })
  const path = `${uploads}/${String(made.body.uuid)}`
  const etags: (string | null)[] = []
  for (const [index, bytes] of pieces.entries()) {
    const sent = await put(made.body.segments?.[index], bytes)
    expect(sent.status).toBe(200)
    etags.push(sent.headers.get('etag'))
  }
  expect((await call('GET', path)).body.status).toBe('receiving')
  const wrong = await call('PATCH', path, { segments: etags.toReversed().map((etag) => ({ etag })) })
  expect(wrong.status).toBe(422)
  expect((await call('PATCH', path, { segments: etags.map((etag) => ({ etag })) })).body.status).toBe('complete')
  const { body: file } = await call('POST', `/rest/v1.0/files?project_id=${school}`, {
    file: { upload_uuid: made.body.uuid },
  })
  expect(file).toMatchObject({ name: 'big.bin', size: 2507 })
  const back = await download(String(file.file_versions?.[0]?.url))
  expect(back.headers.get('content-length')).toBe('2507')
  expect(back.sha256).toBe(sha256(Buffer.concat(pieces)))
})

test('a segment with other bytes, another hash or too few bytes is refused and can be sent again', async () => {
  const { call } = await clientFor(await testSandbox({ minSegmentBytes: 10 }))
  const bytes = randomBytes(100)
  const { body: made } = await call('POST', uploads, { response_filename: 'a.bin', segments: segmentsOf(bytes) })
  const [segment] = Array.from(made.segments as unknown as Json[])
  expect((await put(segment, randomBytes(100))).text).toContain('XAmzContentSHA256Mismatch')
  expect((await put(segment, bytes.subarray(0, 50))).text).toContain('IncompleteBody')
  expect((await put(segment, Buffer.concat([bytes, bytes]))).text).toContain('EntityTooLarge')
  expect((await put(segment, bytes, { 'x-amz-content-sha256': sha256(randomBytes(1)) })).status).toBe(403)
  const complete = () => call('PATCH', `${uploads}/${String(made.uuid)}`, { segments: [{ etag: '"nothing"' }] })
  expect((await complete()).status).toBe(422)
  expect((await put(segment, bytes)).status).toBe(200)
})

test('segments that are too small are refused, but for the last', async () => {
  const { call } = await clientFor(await testSandbox())
  const segments = segmentsOf(randomBytes(10), randomBytes(10))
  expect((await call('POST', uploads, { response_filename: 'a.bin', segments })).status).toBe(400)
})

test('version 1.1 asks for response_filename, version 1.0 does not', async () => {
  const { call } = await clientFor(await testSandbox())
  expect((await call('POST', uploads, {})).body).toEqual({ errors: { response_filename: ['is required'] } })
  expect((await call('POST', uploads.replace('v1.1', 'v1.0'), {})).status).toBe(201)
  expect((await call('POST', `/rest/v1.1/companies/${builders}/uploads`, { response_filename: 'a' })).status).toBe(201)
})

test('the storage host refuses an Authorization header, a changed form, and what comes too late or is too much', async () => {
  const sandbox = await testSandbox()
  const { call, token } = await clientFor(sandbox)
  const { body: form } = await call('POST', uploads, { response_filename: 'a.txt', size: 5 })
  const refused = await sendForm(form, 'hello', { authorization: `Bearer ${token}` })
  expect(refused.status).toBe(400)
  expect(refused.text).toContain('Only one auth mechanism allowed')
  expect((await sendForm(form, 'hello, too long')).text).toContain('EntityTooLarge')
  expect((await sendForm(form, 'hi')).text).toContain('EntityTooSmall')
  const changed = { ...form, fields: { ...form.fields, key: 'companies/1/other' } } as unknown as Json
  expect((await sendForm(changed, 'hello')).status).toBe(403)
  await fetch(`${sandbox.addresses.admin}/time/skip`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ seconds: 3601 }),
  })
  expect((await sendForm(form, 'hello')).text).toContain('Policy expired')
})

test('an upload belongs to who made it, and must hold bytes', async () => {
  const sandbox = await testSandbox()
  const controller = await clientFor(sandbox)
  const service = await clientFor(sandbox, 'service')
  const uuid = await controller.upload('a.txt', 'hello')
  const add = { file: { name: 'a.txt', upload_uuid: uuid } }
  expect((await service.call('POST', `/rest/v1.0/files?project_id=${school}`, add)).body).toEqual({
    errors: { upload_uuid: ['is invalid'] },
  })
  expect((await service.get(`${uploads}/${uuid}`)).status).toBe(404)
  const { body: empty } = await controller.call('POST', uploads, { response_filename: 'b.txt' })
  const none = { file: { name: 'b.txt', upload_uuid: empty.uuid } }
  expect((await controller.call('POST', `/rest/v1.0/files?project_id=${school}`, none)).status).toBe(400)
})

test('downloads go through an address that wants the token to one that refuses it', async () => {
  const { addFile, download, token } = await clientFor(await testSandbox())
  const { body: file } = await addFile('Größe "7".txt', '0123456789')
  const url = String(file.file_versions?.[0]?.url)
  expect((await fetch(url, { redirect: 'manual' })).status).toBe(401)
  const sentOn = await fetch(url, { headers: { authorization: `Bearer ${token}` }, redirect: 'manual' })
  expect(sentOn.status).toBe(302)
  const location = sentOn.headers.get('location') ?? ''
  expect((await fetch(location, { headers: { authorization: `Bearer ${token}` } })).status).toBe(400)
  expect((await fetch(location.replace('GET', 'x').replace(/Signature=../, 'Signature=zz'))).status).toBe(403)
  const whole = await download(url)
  expect(whole).toMatchObject({ status: 200, text: '0123456789' })
  expect(whole.headers.get('content-disposition')).toContain("filename*=UTF-8''Gr%C3%B6%C3%9Fe")
  const part = await download(url, { range: 'bytes=3-5' })
  expect(part).toMatchObject({ status: 206, text: '345' })
  expect(part.headers.get('content-range')).toBe('bytes 3-5/10')
  expect((await download(url, { range: 'bytes=10-' })).status).toBe(416)
})

test('an empty file is taken, or refused where the option says so', async () => {
  const taken = await clientFor(await testSandbox())
  expect((await taken.addFile('empty.txt', '')).body.size).toBe(0)
  const refused = await clientFor(await testSandbox({ zeroBytes: 'refused' }))
  expect((await refused.addFile('empty.txt', '')).status).toBe(400)
})
