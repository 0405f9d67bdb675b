/** Of a long list on paper; the whole of it is on the screen and in the exports. */
export const printedRows = 50

/** The look of a report: the tokens of the web page, without its scripts; readable on paper too. */
export const style = `
:root { color-scheme: light dark; --ink: #1e293b; --quiet: #475569; --line: #e2e8f0; --paper: #ffffff; --accent: #0f5c63 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e2e8f0; --quiet: #94a3b8; --line: #334155; --paper: #0f172a; --accent: #5ec4cc }
}
body { margin: 0; background: var(--paper); color: var(--ink); font: 14px/1.5 Inter, system-ui, sans-serif; font-variant-numeric: tabular-nums }
main { max-width: 1000px; margin: 0 auto; padding: 40px 24px 64px }
header { border-top: 4px solid var(--accent); padding-top: 24px }
h1 { font-size: 28px; line-height: 1.2; margin: 0 0 12px }
h2 { font-size: 20px; margin: 40px 0 8px }
h2 small { color: var(--quiet); font-weight: 400 }
p { margin: 0 0 8px }
.verdict { font-size: 16px }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 24px; margin: 16px 0 }
dt { color: var(--quiet) }
dd { margin: 0 }
.path, code { font-family: ui-monospace, 'Cascadia Mono', Menlo, monospace; font-size: 12.5px; overflow-wrap: anywhere }
.failure { border-left: 3px solid #991b1b; padding: 4px 12px }
table { border-collapse: collapse; width: 100%; margin: 8px 0 }
th { text-align: left; font-weight: 600 }
thead th { font-size: 12px; color: var(--quiet) }
th, td { padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top }
td.path { width: 45% }
.reason td { border-bottom: 0; padding: 2px 12px 2px 0; color: var(--quiet) }
tbody:has(.reason) tr:first-child > * { border-bottom: 0; padding-top: 10px }
tbody:has(.reason) tr:last-child td { border-bottom: 1px solid var(--line); padding-bottom: 10px }
tfoot th, tfoot td { border-bottom: 0; font-weight: 600 }
.number { text-align: right; white-space: nowrap }
th.number { white-space: normal }
.quiet { color: var(--quiet) }
.shares { margin: 16px 0 }
.shares th[scope='row'] { font-weight: 400; width: 22% }
.bar span { display: block; min-width: 2px; height: 10px; margin-top: 5px; border-radius: 2px; background: var(--accent); print-color-adjust: exact }
.shares .number { width: 14% }
.paper, .hand-over { display: none }
.tag { display: inline-block; padding: 0 8px; border-radius: 6px; background: #f1f5f9; color: #334155; font-size: 12px; font-weight: 500; white-space: nowrap }
.tag.succeeded, .tag.completed { background: #dcfce7; color: #166534 }
.tag.revised { background: #ede9fe; color: #5b21b6 }
.tag.flagged, .tag.failed, .tag.completed-with-flags { background: #fee2e2; color: #991b1b }
footer { margin-top: 48px; color: var(--quiet); font-size: 12px }
@media (max-width: 600px) { td.path { width: auto } main { padding: 16px } dl { grid-template-columns: 1fr; gap: 0 } dd { margin-bottom: 8px } th, td { padding-right: 6px; overflow-wrap: anywhere } }
@media print {
  :root { color-scheme: light; --ink: #000000; --quiet: #333333; --line: #bbbbbb; --paper: #ffffff; --accent: #0f5c63 }
  @page { margin: 18mm 16mm 20mm; @bottom-right { content: counter(page) ' / ' counter(pages); font: 10px system-ui, sans-serif } }
  body { font-size: 11px }
  main { max-width: none; padding: 0 } tr, dl, .shares { break-inside: avoid } h2 { break-after: avoid; font-size: 15px; margin-top: 24px }
  h1 { font-size: 22px } thead th { font-size: 10px } thead { display: table-header-group } .path, code { font-size: 10px }
  .list tbody tr:nth-child(n + ${printedRows + 1}) { display: none }
  .paper, .hand-over { display: block }
  .hand-over { break-inside: avoid }
  .hand-over :is(th, td) { width: 30% }
  .hand-over :is(th, td):first-child { width: 18%; white-space: nowrap }
  .hand-over tbody tr > * { height: 48px; vertical-align: bottom }
}
`
