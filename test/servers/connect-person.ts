// Connects a Gantry to a Procore sandbox as a person, who signs in through the pages of both as a browser would.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Gantry } from './gantry.ts'
import type { Sandbox } from './sandbox.ts'

export interface ConnectedPerson {
  /** Signs in again. */
  signIn(): Promise<void>
}

export async function connectPerson(gantry: Gantry, sandbox: Sandbox, name: string): Promise<ConnectedPerson> {
  const { addresses, credentials } = sandbox
  const { app, users } = credentials
  const [user] = users
  if (!user) throw new Error('The sandbox names no user.')
  const { port } = new URL(gantry.url)
  const callbacks = [`http://localhost:${port}/api/v1/sign-in/callback`]
  await sandbox.admin('PUT', `/apps/${app.clientId}/redirect-uris`, { redirect_uris: callbacks })
  const secret = join(gantry.data, 'app-secret.txt')
  await writeFile(secret, app.clientSecret)
  const values = { domain: addresses.api, loginAddress: addresses.login, clientId: app.clientId, company: '4264590' }
  const set = Object.entries(values).flatMap(([field, value]) => ['--set', `${field}=${value}`])
  const how = ['--way', 'code', ...set, '--set-file', `clientSecret=${secret}`, '--no-test']
  const { code, stderr } = await gantry.run(['connections', 'add', 'procore', '--name', name, ...how])
  if (code !== 0) throw new Error(`The sandbox could not be connected: ${stderr}`)
  const signIn = async () => {
    const command = gantry.begin(['connections', 'sign-in', name])
    await browse(await addressIn(() => command.stderr), user)
    const said = await command.ended
    if (said.code !== 0) throw new Error(`${user.email} could not sign in: ${said.stderr}${said.stdout}`)
  }
  await signIn()
  return { signIn }
}

async function addressIn(said: () => string): Promise<URL> {
  for (;;) {
    const [address] = /http\S+/.exec(said()) ?? []
    if (address !== undefined) return new URL(address)
    await wait(50)
  }
}

/** Log-in page, consent page, and back to where the platform sends the browser. */
async function browse(address: URL, { email, password }: { email: string; password: string }): Promise<void> {
  const login = await fetch(new URL(`/login${address.search}`, address), {
    method: 'POST',
    body: new URLSearchParams({ email, password }),
    redirect: 'manual',
  })
  const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? ''
  const consent = new URL(login.headers.get('location') ?? '', address)
  const page = await (await fetch(consent, { headers: { cookie } })).text()
  const formKey = /name="form_key" value="(\w+)"/.exec(page)?.[1] ?? ''
  const answer = await fetch(consent, {
    method: 'POST',
    headers: { cookie },
    body: new URLSearchParams({ form_key: formKey, decision: 'allow' }),
    redirect: 'manual',
  })
  await fetch(answer.headers.get('location') ?? '')
}
