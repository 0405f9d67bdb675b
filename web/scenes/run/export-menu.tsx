import { DownOutlined } from '@ant-design/icons'
import { getRouteApi } from '@tanstack/react-router'
import { Button, Dropdown } from 'antd'
import type { ExportContent, ExportFormat } from '#api/contract/exports.ts'
import type { ItemView, RunView } from '#api/contract/runs.ts'
import { addressOf } from '../../ask.ts'
import { texts } from '../../texts/texts.ts'

const words = texts.run
const here = getRouteApi('/inside/runs/$run')
const exportContents = Object.keys(words.exported) as ExportContent[]
const exportFormats = Object.keys(words.exportFormats) as ExportFormat[]

/** What of a run can be taken along, each in every format; of all items, those that the list below shows. */
export function ExportMenu({ run }: { readonly run: RunView }) {
  const { id } = run
  const { item: _, ...search } = here.useSearch()
  const isFiltered = Object.keys(search).length > 0
  const contents = exportContents.filter((what) => holdsAny(run, what))
  const choices = contents.flatMap((what) =>
    exportFormats.map((format) => {
      const query = what === 'items' ? { format, ...search } : { format }
      return {
        key: `${what} ${format}`,
        what,
        format,
        address: addressOf('exportRun', { parts: { run: id, what }, query }),
      }
    }),
  )
  return (
    <Dropdown
      autoFocus
      trigger={['click']}
      placement="bottomRight"
      menu={{
        items: contents.map((what) => {
          const title = what === 'items' && isFiltered ? words.exportedFiltered : words.exported[what]
          const formats = choices.filter((choice) => choice.what === what)
          return { key: what, type: 'group', label: title, children: formats.map((choice) => itemOf(choice, title)) }
        }),
        onClick: ({ key }) => download(choices.find((choice) => choice.key === key)?.address),
      }}
    >
      <Button title={words.exportHint}>
        {words.export} <DownOutlined aria-hidden />
      </Button>
    </Dropdown>
  )
}

function itemOf({ key, format }: { readonly key: string; readonly format: ExportFormat }, title: string) {
  // The title of a group is not read with what is in it.
  const label = (
    <>
      <span className="unseen">{title}: </span>
      {words.exportFormats[format]}
    </>
  )
  return { key, label }
}

const states: Readonly<Partial<Record<ExportContent, ItemView['state']>>> = {
  renamed: 'revised',
  flagged: 'flagged',
  ignored: 'ignored',
}

function holdsAny({ kind, report, states: counts }: RunView, what: ExportContent): boolean {
  // What the folders hold is written at the end of a run.
  if (what === 'folders') return kind === 'run' && report !== undefined
  const state = states[what]
  return state === undefined || counts[state].items > 0
}

/** As a click on a link would, which a choice of a menu cannot hold. */
function download(address: string | undefined): void {
  if (address === undefined) return
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  link.click()
}
