/** Why Gantry could not start, in a sentence for whoever started it. */
export class StartError extends Error {
  override readonly name = 'StartError'
}

/** What the operating system's answers mean for a folder that Gantry must write to. */
const folderWords: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'the system does not permit it',
  EROFS: 'its disk is read-only',
  ENOSPC: 'its disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'the system lets nothing be made there',
  ENOTDIR: 'something above it is no folder',
  EEXIST: 'a file of that name is there',
}

export function dataFolderUnfit(folder: string, error: unknown): StartError {
  const code = codeOf(error)
  return new StartError(
    `Gantry cannot use its data folder ${folder}: ${folderWords[code] ?? reasonOf(error)}. ` +
      'Mend that, or choose another with --data.',
    { cause: error },
  )
}

const listenWords: Readonly<Record<string, (port: number) => string>> = {
  EADDRINUSE: (port) => `something listens on port ${port} already. Stop it, or choose another port with --port`,
  EACCES: (port) => `port ${port} is for privileged programs. Choose one from 1024 with --port`,
  EADDRNOTAVAIL: () => 'this machine has no such address. Choose another with --host',
  ENOTFOUND: () => 'there is no such host. Choose another with --host',
  EAI_AGAIN: () => 'the name of the host cannot be looked up. Give an IP address with --host',
}

export function cannotListen(host: string, port: number, error: unknown): StartError {
  const why = listenWords[codeOf(error)]?.(port) ?? reasonOf(error)
  return new StartError(`Gantry cannot listen on ${host}:${port}: ${why}.`, { cause: error })
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
