import { samePath, type Path } from '#platform'
import { FolderHandle } from './handle.ts'
import type { Root } from './root.ts'

/** The folder that was asked for last, kept open while files of it follow. */
export class OpenFolder {
  readonly #root: Root
  #handle: FolderHandle | undefined
  #path: Path = []

  constructor(root: Root) {
    this.#root = root
  }

  at(path: Path): FolderHandle {
    if (this.#handle && samePath(this.#path, path)) return this.#handle
    this.close()
    this.#handle = FolderHandle.open(this.#root, path)
    this.#path = path
    return this.#handle
  }

  close(): void {
    this.#handle?.close()
    this.#handle = undefined
  }
}
