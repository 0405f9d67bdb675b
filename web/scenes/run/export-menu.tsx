import { DownOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button } from 'antd'
import type { ExportContent, ExportFormat } from '#api/contract/exports.ts'
import type { ItemView, RunView } from '#api/contract/runs.ts'
import { api } from '../../api.ts'
import { addressOf } from '../../ask.ts'
import { Menu } from '../../parts/menu.tsx'
import { useSayProblem } from '../../parts/say-problem.tsx'
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
  const print = useMutation({
    mutationFn: () => api.printReport(id),
    onSuccess: (file) => saveFile(file, `gantry-run-${id}.pdf`),
    onError: useSayProblem(),
  })
  const report = {
    key: 'report',
    type: 'group' as const,
    label: words.exportedReport,
    children: [choiceOf(asPdf, words.exportedReport, words.asPdf)],
  }
  return (
    <Menu
      menu={{
        items: [
          ...(run.report === undefined ? [] : [report]),
          ...contents.map((what) => {
            const title = what === 'items' && isFiltered ? words.exportedFiltered : words.exported[what]
            const formats = choices
              .filter((choice) => choice.what === what)
              .map(({ key, format }) => choiceOf(key, title, words.exportFormats[format]))
            return { key: what, type: 'group' as const, label: title, children: formats }
          }),
        ],
        onClick: ({ key }) =>
          key === asPdf ? print.mutate() : download(choices.find((choice) => choice.key === key)?.address),
      }}
    >
      <Button title={words.exportHint} loading={print.isPending}>
        {words.export} <DownOutlined aria-hidden />
      </Button>
    </Menu>
  )
}

const asPdf = 'report pdf'

function choiceOf(key: string, title: string, format: string) {
  // The title of a group is not read with what is in it.
  const label = (
    <>
      <span className="unseen">{title}: </span>
      {format}
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

function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file)
  download(address, name)
  URL.revokeObjectURL(address)
}

/** As a click on a link would, which a choice of a menu cannot hold. */
function download(address: string | undefined, name = ''): void {
  if (address === undefined) return
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
}
