import { createServer } from 'node:http'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import type { ConnectionView } from '#api/contract/connections.ts'
import type { House } from './house.ts'
import type { Seen, Trouble } from './trouble.ts'

export const connectionTroubles: readonly Trouble[] = [
  {
    done: 'a connection with a wrong client secret',
    says: /^Could not sign in to Procore: it does not know this Client ID and Client Secret\. Check both/,
    leaves: 'connection failing',
    code: 1,
    make: (house) => connect(house, 'Wrong secret', { secret: 'not-the-secret' }),
  },
  {
    done: 'a domain where nothing listens',
    says: /^Could not sign in to Procore: 127\.0\.0\.1:9 cannot be reached: nothing listens there\.$/,
    leaves: 'connection failing',
    code: 1,
    make: (house) => connect(house, 'Nowhere', { domain: 'http://127.0.0.1:9', loginAddress: 'http://127.0.0.1:9' }),
  },
  {
    done: 'a domain at which something else than Procore answers',
    says: /^Could not ask Procore whose account it is: what answers at 127\.0\.0\.1:\d+ is not Procore’s API\. Check the Domain/,
    leaves: 'connection failing',
    code: 1,
    make: (house) =>
      withWebPage((domain) => connect(house, 'Elsewhere', { domain, loginAddress: house.sandbox.addresses.login })),
  },
  {
    done: 'a login address at which something else than Procore answers',
    says: /^Could not sign in to Procore: what answers at 127\.0\.0\.1:\d+ is not Procore’s login\. Check the Domain/,
    leaves: 'connection failing',
    code: 1,
    make: (house) => withWebPage((domain) => connect(house, 'No login', { domain, loginAddress: domain })),
  },
  {
    done: 'a company in which the app is not installed',
    says: /the app is not installed in this company\. An administrator of the company can install it .* Procore said: “App is not connected/,
    leaves: 'connection permission-missing',
    code: 1,
    make: (house) => connect(house, 'Not installed', { company: '4264777' }),
  },
]

async function connect(
  { gantry, sandbox, path }: House,
  name: string,
  { secret, ...given }: { readonly secret?: string; readonly [field: string]: string | undefined },
): Promise<Seen> {
  const [account] = sandbox.credentials.serviceAccounts
  const values = {
    domain: sandbox.addresses.api,
    loginAddress: sandbox.addresses.login,
    clientId: account?.clientId,
    company: '4264590',
    ...given,
  }
  const file = path(`${name}.secret`)
  await writeFile(file, secret ?? account?.clientSecret ?? '')
  const set = Object.entries(values).flatMap(([field, value]) => ['--set', `${field}=${value ?? ''}`])
  const how = ['--way', 'client-credentials', ...set, '--set-file', `clientSecret=${file}`]
  const { code, stderr } = await gantry.run(['connections', 'add', 'procore', '--name', name, ...how])
  const { connections } = await gantry.ask<{ connections: readonly ConnectionView[] }>('/connections')
  const kept = connections.find((connection) => connection.name === name)
  return { sentence: stderr.trim(), state: `connection ${kept?.health ?? 'not kept'}`, code }
}

/** A web server that answers everything with a page, as a wrong address often does. */
async function withWebPage(use: (address: string) => Promise<Seen>): Promise<Seen> {
  const server = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html')
    answer.end('<!doctype html><title>Welcome</title>')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}
