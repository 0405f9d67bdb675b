import type { RunView } from '#api/contract/runs.ts'
import type { RunningSandbox } from './local-commands.ts'

export interface Shown {
  readonly runs: readonly RunView[]
  readonly project: string
  readonly sandbox: RunningSandbox
  readonly files: string
  /** What commands need to speak to this Gantry. */
  readonly clientFlags: string
}

/** What the demo has left behind, and what to try next. */
export function farewell({ runs, project, sandbox, files, clientFlags }: Shown): string {
  const reports = runs.map(
    (run) => `  ${run.job.source} → ${run.job.destination}: ${run.state}\n    ${run.report ?? run.failure ?? ''}`,
  )
  const isWhole = runs.every(({ state }) => state === 'completed')
  const last = runs.at(-1)
  const command = (words: string) => `  npx gantry ${words}${clientFlags}`
  const { app, users } = sandbox.credentials
  const [person] = users
  return [
    '',
    isWhole
      ? 'The demo is ready: files went into a Procore sandbox and came back. The reports, for a browser:'
      : 'The demo is ready, but not all files went into the Procore sandbox and came back. Why, in the reports, for a browser:',
    '',
    ...reports,
    '',
    `What came back is in ${files}/back. The sandbox keeps its own state beside it; nothing of it is Procore’s.`,
    '',
    'Try next, in another terminal:',
    command('connections list'),
    command(`ls "Procore sandbox:${project}/Gantry demo"`),
    command(`copy . "Procore sandbox:${project}/Mine" --simulate --wait`),
    ...(last?.proof === undefined ? [] : [command(`verify ${last.proof} "${last.job.destination}"`)]),
    command('runs list'),
    '',
    `To sign in as a person: ${command(`connections add procore --way code`).trim()}`,
    `  with the domain ${sandbox.addresses.api}, the login address ${sandbox.addresses.login}`,
    `  and the app ${app.clientId}, whose secret is ${app.clientSecret};`,
    ...(person ? [`  then as ${person.email} with the password ${person.password}.`] : []),
    '',
    'Gantry goes on running here. Stop it with Ctrl-C; a second start finds all of this again.',
  ].join('\n')
}
