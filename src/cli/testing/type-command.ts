import { tmpdir } from 'node:os'
import { PassThrough } from 'node:stream'
import { runCli } from '../cli.ts'
import type { LocalCommands } from '../local-commands.ts'
import type { Terminal } from '../terminal.ts'

export interface Typed {
  /** Whether a person sits there: streams are terminals of 100 columns. */
  readonly isPerson?: boolean
  readonly environment?: Readonly<Record<string, string>>
  readonly folder?: string
  /** What comes through the standard input, or is typed as answers: a line for each question. */
  readonly input?: string
  readonly local?: Partial<LocalCommands>
  /** Presses Ctrl-C. */
  readonly interrupted?: AbortSignal
}

export interface Printed {
  readonly exitCode: number
  readonly output: string
  readonly errors: string
}

/** Runs a command as if it were typed, and gives what it printed. */
export async function typeCommand(words: readonly string[], typed: Typed = {}): Promise<Printed> {
  const streams = { input: stream(typed), output: stream(typed), errors: stream(typed) }
  const printed = { output: '', errors: '' }
  for (const name of ['output', 'errors'] as const) {
    streams[name].setEncoding('utf8').on('data', (text: string) => {
      printed[name] += text
      // Every question of a prompt shows a symbol; its answer is typed once it stands there.
    })
  }
  if (!typed.isPerson) streams.input.end(typed.input ?? '')
  else answerQuestions(streams, (typed.input ?? '').split('\n'))
  const terminal: Terminal = {
    environment: typed.environment ?? {},
    folder: typed.folder ?? tmpdir(),
    // A pipe that says it is a terminal is one, as far as anything here looks.
    input: streams.input as unknown as NodeJS.ReadStream,
    output: streams.output as unknown as NodeJS.WriteStream,
    errors: streams.errors as unknown as NodeJS.WriteStream,
    interrupted: typed.interrupted ?? new AbortController().signal,
  }
  const exitCode = await runCli(words, { ...nothingLocal, ...typed.local }, terminal)
  return { exitCode, ...printed }
}

function stream({ isPerson }: Typed): PassThrough {
  return Object.assign(new PassThrough(), isPerson ? { isTTY: true, columns: 100, rows: 40, setRawMode } : {})
}

function setRawMode() {
  return undefined
}

/** Types the next answer whenever a question has appeared; the question's mark is a diamond. */
function answerQuestions({ input, errors }: Record<'input' | 'errors', PassThrough>, answers: string[]) {
  let asked = 0
  errors.on('data', (text: string) => {
    if (!text.includes('◆') || asked >= answers.length) return
    const answer = answers[asked++] ?? ''
    setImmediate(() => input.write(`${answer}\r`))
  })
}

const notHere = () => {
  throw new Error('This test does not need it.')
}

const nothingLocal: LocalCommands = {
  serve: notHere,
  work: notHere,
  sandbox: notHere,
  sandboxOptions: {},
  changeMasterKey: notHere,
  verifyProof: notHere,
  verifyAuditExport: notHere,
  checkAgainstFolder: notHere,
}
