import type { Readable } from 'node:stream'
import type { z } from 'zod'
import { actsOf, type Ask } from '#api/client/acts.ts'
import { answers, type AnswerOf } from '#api/contract/answers.ts'
import type { AuditFilter } from '#api/contract/audit.ts'
import type { ConnectionView } from '#api/contract/connections.ts'
import type { ExportContent, ExportFormat, ExportQuery } from '#api/contract/exports.ts'
import { proofCheckLine, type contentQuery, type ProofCheckLine } from '#api/contract/locations.ts'
import type { RouteName } from '#api/contract/routes.ts'
import type { totalsExport } from '#api/contract/totals.ts'
import { CommandFailure } from './failure.ts'
import { ask, type Answer, type Door } from './request.ts'

/** The API as functions; every answer has passed the contract's schema. Lists are read to their end, page by page. */
export type Client = ReturnType<typeof openClient>

/** Asked for at a time: the most that the contract allows. */
const limit = 500

export function openClient(door: Door) {
  const acts = actsOf(readBy(door))
  return {
    ...acts,
    server: door.server,

    async listConnections(
      query: Parameters<typeof acts.listConnections>[0] = {},
    ): Promise<{ readonly connections: readonly ConnectionView[] }> {
      const all: ConnectionView[] = []
      for await (const { connections } of pages((after) => acts.listConnections({ ...query, limit, after }))) {
        all.push(...connections)
      }
      return { connections: all }
    },
    listEntries: (location: string) => pages((cursor) => acts.listEntries(location, cursor)),
    listJobs: (query: Parameters<typeof acts.listJobs>[0] = {}) => pages((after) => acts.listJobs({ ...query, after })),
    listChildren: (job: string) => pages((after) => acts.listChildren(job, { limit, after })),
    listPrincipals: (job: string, query: Omit<Parameters<typeof acts.listPrincipals>[1] & object, 'after'>) =>
      pages((after) => acts.listPrincipals(job, { ...query, limit, after })),
    listItems: (run: string, query: Parameters<typeof acts.listItems>[1]) =>
      pages((after) => acts.listItems(run, { ...query, limit, after })),
    listPeople: (query: Parameters<typeof acts.listPeople>[0] = {}) =>
      pages((after) => acts.listPeople({ ...query, after })),
    listTokens: (query: Parameters<typeof acts.listTokens>[0] = {}) =>
      pages((after) => acts.listTokens({ ...query, after })),
    listWebhooks: (query: Parameters<typeof acts.listWebhooks>[0] = {}) =>
      pages((after) => acts.listWebhooks({ ...query, limit, after })),
    listDeliveries: (webhook: string) => pages((after) => acts.listDeliveries(webhook, { limit, after })),

    downloadContent: (query: z.input<typeof contentQuery>): Promise<Answer> => ask(door, 'downloadContent', { query }),
    exportJobs: (jobs: readonly string[]): Promise<Answer> =>
      ask(door, 'exportJobs', { query: { jobs: jobs.join(',') } }),
    exportRun: (run: string, what: ExportContent, query: ExportQuery): Promise<Answer> =>
      ask(door, 'exportRun', { parts: { run, what }, query }),
    exportChildren: (job: string, format: ExportFormat): Promise<Answer> =>
      ask(door, 'exportChildren', { parts: { job }, query: { format } }),
    exportPrincipals: (job: string, format: ExportFormat): Promise<Answer> =>
      ask(door, 'exportPrincipals', { parts: { job }, query: { format } }),
    exportTotals: (query: z.input<typeof totalsExport>): Promise<Answer> => ask(door, 'exportTotals', { query }),
    readReport: (run: string): Promise<Answer> => ask(door, 'readReport', { parts: { run } }),
    printReport: (run: string): Promise<Answer> => ask(door, 'printReport', { parts: { run } }),
    readProof: (run: string): Promise<Answer> => ask(door, 'readProof', { parts: { run } }),
    exportAudit: (query: AuditFilter): Promise<Answer> => ask(door, 'exportAudit', { query }),

    async *checkProof(
      proof: Readable,
      query: { readonly location: string; readonly side: 'destination' | 'source' },
      signal: AbortSignal,
    ): AsyncGenerator<ProofCheckLine> {
      for await (const line of linesOf(await ask(door, 'checkProof', { query, lines: proof, signal }))) {
        yield parse(door, proofCheckLine, line)
      }
    },
  }
}

const schemas: Partial<Readonly<Record<RouteName, z.ZodType>>> = answers

function readBy(door: Door): Ask {
  return async <Name extends RouteName>(name: Name, question: Parameters<Ask>[1]) => {
    const text = await (await ask(door, name, question)).text()
    const schema = schemas[name]
    return (schema && parse(door, schema, text)) as AnswerOf<Name>
  }
}

async function* pages<Page extends { readonly next?: string | undefined }>(
  page: (after: string | undefined) => Promise<Page>,
): AsyncGenerator<Page> {
  let after: string | undefined
  do {
    const one = await page(after)
    yield one
    after = one.next
  } while (after !== undefined)
}

async function* linesOf(chunks: Answer): AsyncGenerator<string> {
  let rest = ''
  chunks.setEncoding('utf8')
  for await (const chunk of chunks) {
    const lines = `${rest}${String(chunk)}`.split('\n')
    rest = lines.pop() ?? ''
    yield* lines.filter((line) => line !== '')
  }
  if (rest !== '') yield rest
}

function parse<Schema extends z.ZodType>(door: Door, schema: Schema, text: string): z.output<Schema> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    value = undefined
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new CommandFailure(
    `Gantry at ${door.server} gave an answer that this command cannot read. Use the command of the server's own version.`,
    undefined,
    { cause: result.error },
  )
}
