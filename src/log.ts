import { pino, stdTimeFunctions, type Logger } from 'pino'
import type { Settings } from '#config'
import { prettyLine } from './log/pretty-line.ts'

/** The log of this process, on standard error: what a command prints is its result and stays apart. */
export function openLog(
  { logLevel, logFormat }: Pick<Settings, 'logLevel' | 'logFormat'>,
  write: (line: string) => void = (line) => void process.stderr.write(line),
): Logger {
  const options = {
    level: logLevel,
    base: null,
    messageKey: 'event',
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (level: string) => ({ level }) },
    serializers: { error: described },
  }
  return pino(options, { write: (line) => write(logFormat === 'pretty' ? prettyLine(line) : line) })
}

/** Message and stack, with those of the causes; never other properties, which may hold what is nobody's business. */
function described(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error)
  const { name, message, stack, cause } = error
  return { name, message, stack, ...(cause !== undefined && { cause: described(cause) }) }
}
