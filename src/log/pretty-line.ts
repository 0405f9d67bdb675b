const marks: Readonly<Record<string, string>> = { warn: '!', error: '✕', fatal: '✕' }

/** A line of the log for people: the time, a mark when something is wrong, the event, its fields. */
export function prettyLine(json: string): string {
  const { level, time, event, error, ...fields } = JSON.parse(json) as Record<string, unknown>
  const told = Object.entries(fields).map(([name, value]) => `${name}=${shown(value)}`)
  const mark = marks[String(level)] ?? ' '
  return `${String(time).slice(11, 19)} ${mark} ${[event, ...told].join('  ')}${errorLines(error)}\n`
}

function shown(value: unknown): string {
  return typeof value === 'string' && /^[^\s=]+$/.test(value) ? value : JSON.stringify(value)
}

function errorLines(error: unknown): string {
  if (error === undefined) return ''
  if (typeof error !== 'object' || error === null) return `\n  ${shown(error)}`
  const stack = 'stack' in error ? String(error.stack) : JSON.stringify(error)
  const cause = 'cause' in error ? errorLines(error.cause) : ''
  return `\n  ${stack.replaceAll('\n', '\n  ')}${cause}`
}
