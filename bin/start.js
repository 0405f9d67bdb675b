// What `npm start` does: builds the web page where it is missing or older than its sources, then serves. npm runs no
// “prestart” here, as install scripts are off (.npmrc), and a shell in between would keep signals from the server.
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const build = [join(here, 'with-node24.js'), 'scripts/build-web.ts', '--if-needed']
const { status } = spawnSync(process.execPath, build, { stdio: 'inherit', cwd: dirname(here) })
if (status !== 0) process.exit(status ?? 1)
process.argv.splice(2, 0, 'serve')
await import('./gantry.js')
