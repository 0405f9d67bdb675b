import type { Logger } from 'pino'

/** As much of a log as this folder writes to. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>
