import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { connectProcore, type ConnectedProcore } from '../../servers/connect-procore.ts'
import { startGantry, type Gantry } from '../../servers/gantry.ts'
import { startSandbox, type Sandbox } from '../../servers/sandbox.ts'

/** A sandbox and a Gantry that is connected to it, shared by all troubles; each has folders of its own. */
export interface House extends AsyncDisposable {
  readonly sandbox: Sandbox
  readonly gantry: Gantry
  readonly procore: ConnectedProcore
  /** A path that nothing has yet. */
  path(name: string): string
  /** A folder with files of these names, each holding its own name unless something else is given; gives its path. */
  plant(name: string, files: readonly string[] | Readonly<Record<string, string | Buffer>>): Promise<string>
}

export async function openHouse(): Promise<House> {
  const scratch = await mkdtemp(join(tmpdir(), 'gantry-trouble-'))
  await chmod(scratch, 0o711)
  const [sandbox, gantry] = await Promise.all([startSandbox({ checkedOut: 'holder-only' }), startGantry()])
  const procore = await connectProcore(gantry, sandbox)
  const path = (name: string) => join(scratch, name)
  return {
    sandbox,
    gantry,
    procore,
    path,
    async plant(name, files) {
      const content = Array.isArray(files) ? Object.fromEntries(files.map((file: string) => [file, file])) : files
      await mkdir(path(name), { recursive: true })
      for (const [file, text] of Object.entries(content)) {
        await mkdir(dirname(join(path(name), file)), { recursive: true })
        await writeFile(join(path(name), file), text)
      }
      return path(name)
    },
    async [Symbol.asyncDispose]() {
      await gantry[Symbol.asyncDispose]()
      await sandbox[Symbol.asyncDispose]()
      await rm(scratch, { recursive: true, force: true })
    },
  }
}

/** So many names, for runs that take a while. */
export function manyFiles(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => `sheet ${String(at).padStart(3, '0')}.txt`)
}

/** What lies in a folder of the shared project, in words. */
export async function heldInProcore({ procore }: House, folder: string): Promise<string> {
  const files = await procore.documents(folder)
  const paths = new Set(files.map(({ path }) => path))
  const isTwice = paths.size < files.length || files.some(({ versions }) => versions !== 1)
  return `${countOf(files.length)} in Procore${files.length === 0 ? '' : isTwice ? ', some twice' : ', each once'}`
}

/** The same of a folder on the disk: whole files hold their own names. */
export async function heldOnDisk(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const partial = files.filter(({ name }) => name.startsWith('.gantry'))
  const rest = partial.length === 0 ? '' : `, ${partial.length} unfinished`
  return `${countOf(files.length - partial.length)} on the disk${rest}`
}

function countOf(files: number): string {
  return files === 1 ? '1 file' : `${files === 0 ? 'no' : files} files`
}

export async function isSame(one: string, other: string): Promise<boolean> {
  return (await readFile(one)).equals(await readFile(other))
}
