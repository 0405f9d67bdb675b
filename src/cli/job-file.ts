import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument, type Document } from 'yaml'
import type { z } from 'zod'
import { jobFile, type JobFile } from '#api/contract/jobs.ts'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure, usageFailure } from './failure.ts'
import { textIn } from './given-file.ts'
import { jobFileWords } from './job-file-words.ts'
import type { Terminal } from './terminal.ts'

interface WrittenJobs extends JobFile {
  /** Where the job of that number stands: `jobs.yaml:7`. */
  readonly placeOf: (at: number) => string
}

/** Reads a job file; `-` is the standard input. What is wrong in it is told of with its line. */
export async function readJobFile(file: string, terminal: Terminal): Promise<WrittenJobs> {
  const text = await textIn(file, terminal)
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true })
  const [broken] = document.errors
  const shown = file === '-' ? 'standard input' : file
  const at = (offset: number) => `${shown}:${lines.linePos(offset).line}`
  if (broken) throw usageFailure(`${at(broken.pos[0])}: ${broken.code === 'MULTIPLE_DOCS' ? second : broken.message}`)
  const parsed = jobFile.safeParse(valueOf(document, shown) ?? {}, { error: jobFileWords })
  if (parsed.success) return { ...parsed.data, placeOf: (job) => at(offsetOf(document, { path: ['jobs', job] })) }
  const problems = parsed.error.issues.map(
    (issue) => `${at(offsetOf(document, issue))}: ${issue.path.map(String).join('.') || 'the file'}: ${issue.message}`,
  )
  throw usageFailure(problems.join('\n'))
}

/** As many as there can be jobs in a file: each may begin with what one of them says (`<<: *first`). */
const mostAliases = 500
const second = 'A job file is one document; what begins here is another.'

function valueOf(document: Document, shown: string): unknown {
  try {
    return document.toJS({ maxAliasCount: mostAliases })
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    const [, ours = `${said}.`] = aliasFaults.find(([theirs]) => said.startsWith(theirs)) ?? []
    throw new CommandFailure(`${shown}: ${ours}`, exitCodes.usage, { cause: error })
  }
}

/** What the library says of aliases, and what it means in a job file. */
const aliasFaults = [
  // An alias that stands for aliases, and those for others.
  ['Excessive alias count', 'its aliases stand for too much. Write out what they stand for.'],
  ['Merge sources', 'after “<<” there must be a group of names with their values, or the alias of one above it.'],
] as const

/** Where in the text an issue is: at the key that nobody knows, at the value, or at the nearest thing around what is missing. */
function offsetOf(document: Document, issue: Pick<z.core.$ZodIssue, 'path'> & Partial<z.core.$ZodIssue>): number {
  const path = issue.path.filter((part) => typeof part !== 'symbol')
  const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys?.[0] : undefined
  for (let { length } = path; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    if (!isNode(node)) continue
    const key =
      isMap(node) && node.items.find((pair) => isPair(pair) && isScalar(pair.key) && pair.key.value === unknownKey)
    return (key && isScalar(key.key) ? key.key.range?.[0] : undefined) ?? node.range?.[0] ?? 0
  }
  return 0
}
