import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CannotPrint, pdfPrinter } from './pdf.ts'

let folder: string
let page: string
const { signal } = new AbortController()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-pdf-test-'))
  page = join(folder, 'report.html')
  await writeFile(page, '<!doctype html><title>Run 12</title><h1>Run 12</h1>')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('a report is printed as a PDF by the Chromium that is there', async (context) => {
  let pdf: Buffer
  try {
    pdf = await pdfPrinter(undefined)(page, signal)
  } catch (error) {
    if (error instanceof CannotPrint && error.message.startsWith('There is no Chromium')) context.skip(error.message)
    throw error
  }
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect(pdf.toString('latin1')).toContain('(Run 12)')
})

test('a browser that is not there, or makes nothing, is named in a sentence', async () => {
  await expect(pdfPrinter(join(folder, 'chromium'))(page, signal)).rejects.toThrow(
    /chromium could not print the report/,
  )
  await expect(pdfPrinter('/bin/true')(page, signal)).rejects.toThrow('/bin/true could not print the report as a PDF')
})
