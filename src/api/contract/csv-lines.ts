/** A cell as it was meant: an apostrophe that keeps a spreadsheet from taking it for a formula is no part of it. */
export function plain(cell: string): string {
  return cell.trim().replace(/^'(?=[\s"']*[=+\-@\t])/, '')
}

/** What is wrong with a whole file, whatever its lines hold. */
export function whyUnreadable(text: string): string | undefined {
  return text.includes('\ufffd')
    ? 'The file is not in UTF-8, so some of its letters would be lost. In Excel save it as “CSV UTF-8”.'
    : undefined
}

interface Line {
  readonly cells: readonly string[]
  /** Where it begins. */
  readonly line: number
  readonly isOpen: boolean
}

/** The lines of comma-separated values (RFC 4180) that hold something, also where a spreadsheet parts them by semicolons or tabs. */
export function linesOf(file: string): readonly Line[] {
  const text = file.replace(/^\ufeff/, '')
  const separator = separatorOf(text)
  const lines: Line[] = []
  let [cells, cell, line, begun]: [string[], string, number, number] = [[], '', 1, 1]
  let isQuoted = false
  const endLine = () => {
    const all = [...cells, cell]
    if (all.some((one) => one.trim() !== '')) lines.push({ cells: all, line: begun, isOpen: isQuoted })
    ;[cells, cell, begun] = [[], '', line + 1]
  }
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at)
    if (isQuoted && sign === '"' && text.charAt(at + 1) === '"') cell += text.charAt(at++)
    else if (sign === '"' && (isQuoted || cell.trim() === '')) {
      if (!isQuoted) cell = ''
      isQuoted = !isQuoted
    } else if (!isQuoted && sign === separator) {
      cells.push(cell)
      cell = ''
    } else if (!isQuoted && sign === '\n') endLine()
    else if (isQuoted || sign !== '\r') cell += sign
    if (sign === '\n') line++
  }
  endLine()
  return lines
}

/** The one that the first line has most of. */
function separatorOf(text: string): string {
  const [first = ''] = text.split('\n', 1)
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: first.split(sign).length }))
  return counts.toSorted((a, b) => b.count - a.count)[0]?.sign ?? ','
}
