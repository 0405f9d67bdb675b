/** The look of a report: the tokens of the web page, without its scripts; readable on paper too. */
export const style = `
:root { color-scheme: light dark; --ink: #1e293b; --quiet: #475569; --line: #e2e8f0; --paper: #ffffff; --accent: #0f5c63 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e2e8f0; --quiet: #94a3b8; --line: #334155; --paper: #0f172a; --accent: #5ec4cc }
}
body { margin: 0; background: var(--paper); color: var(--ink); font: 14px/1.5 Inter, system-ui, sans-serif; font-variant-numeric: tabular-nums }
main { max-width: 1100px; margin: 0 auto; padding: 32px 24px 64px }
h1 { font-size: 28px; line-height: 1.2; margin: 0 0 8px }
h2 { font-size: 20px; margin: 40px 0 8px }
h2 small { color: var(--quiet); font-weight: 400 }
p { margin: 0 0 8px }
.route, .path, code { font-family: ui-monospace, 'Cascadia Mono', Menlo, monospace; font-size: 12px; overflow-wrap: anywhere }
.route b { color: var(--accent) }
.failure { border-left: 3px solid #991b1b; padding: 4px 12px }
table { border-collapse: collapse; width: 100%; margin: 8px 0 }
th { text-align: left; font-size: 12px; color: var(--quiet); font-weight: 600 }
th, td { padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top }
td.path { width: 45% }
.number { text-align: right }
.tag { display: inline-block; padding: 0 8px; border-radius: 6px; background: #f1f5f9; color: #334155; font-size: 12px; white-space: nowrap }
.tag.succeeded, .tag.completed { background: #dcfce7; color: #166534 }
.tag.revised { background: #ede9fe; color: #5b21b6 }
.tag.flagged, .tag.failed, .tag.completed-with-flags { background: #fee2e2; color: #991b1b }
@media (max-width: 600px) { td.path { width: auto } main { padding: 16px } }
@media print { main { max-width: none; padding: 0 } tr { break-inside: avoid } }
`
