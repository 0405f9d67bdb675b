// Runs a script of this project on Node 24: the system's own when it is new enough, else the one npm installed.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const wanted = [24, 11]
// Items of a run live for one batch: with the room that Node gives to what is young they would be copied several times before.
const nodeOptions = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=64']
// What Node has compiled once; a third of a command's start. A folder that cannot be written is passed over.
const compileCache = join(dirname(dirname(fileURLToPath(import.meta.url))), 'node_modules', '.cache', 'gantry-compiled')

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > wanted[0] || (major === wanted[0] && minor >= wanted[1])
}

function node24() {
  if (isNewEnough(process.versions.node)) return process.execPath
  const require = createRequire(import.meta.url)
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  try {
    const folder = dirname(require.resolve(`${name}/package.json`))
    const binary = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
    if (existsSync(binary)) return binary
  } catch {
    // not installed for this machine: told below
  }
  console.error(
    `Gantry needs Node ${wanted.join('.')} or newer; this is ${process.versions.node}, and npm has not brought ${name}. ` +
      `Install Node 24, or run "npm ci" without --omit=optional.`,
  )
  process.exit(1)
}

/** Runs `script` with Node 24 and the given arguments; its exit code becomes ours. */
export function runOnNode24(script, args) {
  const child = spawn(node24(), [...nodeOptions, script, ...args], {
    stdio: 'inherit',
    env: { NODE_COMPILE_CACHE: compileCache, ...process.env },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)))
}

if (process.argv[1] && import.meta.url.endsWith('/with-node24.js') && process.argv[1].endsWith('with-node24.js')) {
  const [script, ...args] = process.argv.slice(2)
  runOnNode24(script, args)
}
