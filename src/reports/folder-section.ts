import type { FolderView } from '#api/contract/exports.ts'
import type { RunView } from '#api/contract/runs.ts'
import { counted, showBytes, showCount } from '#toolkit/words.ts'
import { html, type Html } from './html.ts'

/** What the folders of a run come to. */
export interface FolderSums {
  readonly outcomes: Readonly<Record<FolderView['outcome'], number>>
  /** Those in which something is missing, the first ones by path. */
  readonly differing: readonly FolderView[]
}

/** Most folders that a report names. */
export const mostFolders = 500

/** Whether every folder of the source is at the destination, and of those that are not what is missing. */
export function folderSection(run: RunView, { outcomes, differing }: FolderSums): Html {
  const rest = outcomes.differs - differing.length
  return html`<section>
    <h2>Folder by folder</h2>
    <p>${sentence(outcomes)}</p>
    ${
      differing.length > 0
        ? html`${rest > 0 ? html`<p>Here are ${showCount(differing.length)} of those in which something is missing.</p>` : undefined}
            <table>
              <thead>
                <tr>
                  <th scope="col">Folder</th>
                  <th scope="col" class="number">Files at the source</th>
                  <th scope="col" class="number">At the destination</th>
                  <th scope="col" class="number">Missing</th>
                  <th scope="col" class="number">Content missing</th>
                </tr>
              </thead>
              <tbody>
                ${differing.map(row)}
              </tbody>
            </table>`
        : undefined
    }
    <p class="quiet">
      Counted are the files and folders that lie directly in each folder; at the destination, those that it holds by its
      own word. Every folder with its figures: <code>gantry runs export ${run.id} --what folders --format xlsx</code>
    </p>
  </section>`
}

function sentence({ same, 'left-out': leftOut, differs }: FolderSums['outcomes']): string {
  const all = same + leftOut + differs
  if (all === 0) return 'There was no folder with anything in it.'
  if (same === all) return `${counted(all, 'folder')} compared: the destination holds all that the source held.`
  const parts = [
    `${showCount(same)} ${same === 1 ? 'holds' : 'hold'} the same on both sides`,
    leftOut > 0 ? `${showCount(leftOut)} ${leftOut === 1 ? 'lacks' : 'lack'} only what a rule left out` : '',
    differs > 0 ? `in ${showCount(differs)} something is missing or of another size` : '',
  ].filter((part) => part !== '')
  return `${counted(all, 'folder')} compared: ${parts.join('; ')}.`
}

function row({ source, atSource, atDestination }: FolderView): Html {
  return html`<tr>
    <td class="path">${source === '' ? 'the source folder itself' : `${source}/`}</td>
    <td class="number">${showCount(atSource.files)}</td>
    <td class="number">${showCount(atDestination.files)}</td>
    <td class="number">${missing(atSource.files - atDestination.files, atSource.folders - atDestination.folders)}</td>
    <td class="number">${signed(atSource.bytes - atDestination.bytes)}</td>
  </tr>`
}

function missing(files: number, folders: number): string {
  const parts = [files === 0 ? '' : counted(files, 'file'), folders === 0 ? '' : counted(folders, 'folder')]
  return parts.filter((part) => part !== '').join(', ') || '–'
}

/** More at the destination than at the source is less than nothing missing. */
function signed(bytes: number): string {
  if (bytes === 0) return '–'
  return bytes < 0 ? `−${showBytes(-bytes)}` : showBytes(bytes)
}
