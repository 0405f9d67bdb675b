import { styleText } from 'node:util'

/** Where a command is typed and what it prints to. */
export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The folder that relative paths start from. */
  readonly folder: string
  readonly input: NodeJS.ReadStream
  readonly output: NodeJS.WriteStream
  /** For what is no result: progress, questions, errors. */
  readonly errors: NodeJS.WriteStream
  /** Aborted by Ctrl-C and by a request to end; the process goes on until the command has returned. */
  readonly interrupted: AbortSignal
}

/** The terminal of this process. */
export function terminalOf(process: NodeJS.Process): Terminal {
  const controller = new AbortController()
  // They stay: whoever waits with Ctrl-C pressed twice, or is told by shell and parent at once, still gets a clean end.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort())
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  return {
    environment: process.env,
    folder: process.cwd(),
    input: process.stdin,
    output: process.stdout,
    errors: process.stderr,
    interrupted: controller.signal,
  }
}

/** Prints a result. Settles when it is on its way, so that a slow reader slows the command. */
export async function print(terminal: Terminal, text: string): Promise<void> {
  await write(terminal.output, text.endsWith('\n') ? text : `${text}\n`)
}

/** Prints what is no result. */
export async function tell(terminal: Terminal, text: string): Promise<void> {
  await write(terminal.errors, text.endsWith('\n') ? text : `${text}\n`)
}

export async function printJson(terminal: Terminal, value: unknown): Promise<void> {
  await print(terminal, JSON.stringify(value, undefined, 2))
}

export function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((settle, fail) => stream.write(text, (error) => (error ? fail(error) : settle())))
}

/** Whether somebody sits there who can answer a question. */
export function canAsk(terminal: Terminal): boolean {
  return Boolean(terminal.input.isTTY && terminal.errors.isTTY)
}

/** How wide a table may be; undefined where a program reads along. */
export function widthOf(terminal: Terminal): number | undefined {
  return terminal.output.isTTY ? terminal.output.columns || 80 : undefined
}

/** Colours where the stream shows them; not with NO_COLOR. */
export function styled(style: Parameters<typeof styleText>[0], text: string, stream: NodeJS.WriteStream): string {
  return stream.isTTY ? styleText(style, text, { stream }) : text
}

// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u001f\u007f-\u009f]/g

/** Text that came from elsewhere, such as a file's name, so that it cannot steer the terminal or break a line. */
export function harmless(text: string): string {
  return text.replace(control, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
