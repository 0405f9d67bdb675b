import type { RunOverview } from '#api/contract/exports.ts'
import type { RunView } from '#api/contract/runs.ts'
import { showBytes, showCount } from '#toolkit/words.ts'
import { html, type Html } from './html.ts'

type Shares = RunOverview['types']

/** What the files are: by type, size and age, as bars and as numbers. Nothing where there is no file. */
export function overviewSection({ kind }: RunView, { types, sizes, ages }: RunOverview): Html | undefined {
  if (types.length === 0) return undefined
  return html`<section>
    <h2>${kind === 'simulation' ? 'The files that a run would copy or leave' : 'All files, by what they are'}</h2>
    ${shareTable('Type', types)} ${shareTable('Size', sizes)} ${shareTable('Last change', ages)}
  </section>`
}

function shareTable(title: string, shares: Shares): Html {
  const most = Math.max(1, ...shares.map(({ files }) => files))
  const isFlagged = shares.some(({ flagged }) => flagged > 0)
  return html`<table class="shares">
    <thead>
      <tr>
        <th scope="col">${title}</th>
        <td></td>
        <th scope="col" class="number">Files</th>
        <th scope="col" class="number">Content</th>
        ${isFlagged ? html`<th scope="col" class="number">Flagged</th>` : undefined}
      </tr>
    </thead>
    <tbody>
      ${shares.map(
        ({ words, files, bytes, flagged }) =>
          html`<tr>
            <th scope="row">${words}</th>
            <td class="bar" aria-hidden="true"><span style="width: ${percent(files, most)}"></span></td>
            <td class="number">${showCount(files)}</td>
            <td class="number">${showBytes(bytes)}</td>
            ${isFlagged ? html`<td class="number">${flagged === 0 ? '–' : showCount(flagged)}</td>` : undefined}
          </tr>`,
      )}
    </tbody>
  </table>`
}

function percent(part: number, whole: number): string {
  return `${((part / whole) * 100).toFixed(1)}%`
}
