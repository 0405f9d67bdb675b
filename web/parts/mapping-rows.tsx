import { Alert, Checkbox } from 'antd'
import { useId, useState } from 'react'
import { rowsIn } from '#api/client/row-file.ts'
import { texts } from '../texts/texts.ts'
import styles from './mapping-rows.module.css'
import type { MappingParts } from './mapping-names.tsx'

const words = texts.mapping
const shown = 5

interface MappingRowsProps {
  readonly parts: MappingParts
  readonly onChange: (parts: MappingParts) => void
}

/** The list of a mapping job, read from a file of the person’s own; what is wrong in it is told of line by line. */
export function MappingRows({ parts, onChange }: MappingRowsProps) {
  const id = useId()
  const [problems, setProblems] = useState<readonly string[]>([])
  const { rows = [], wrongRows } = parts
  async function take(file: File | undefined): Promise<void> {
    if (!file) return
    const read = rowsIn(await file.text())
    setProblems(read.problems ?? [])
    if (read.rows) onChange({ ...parts, rows: [...read.rows] })
  }
  return (
    <div className={styles.list}>
      <div>
        <label htmlFor={`${id}file`}>{words.listFile}</label>
        <input
          id={`${id}file`}
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          onChange={({ target }) => void take(target.files?.[0])}
        />
        <span className={styles.help}>{words.listHelp}</span>
      </div>
      {problems.length > 0 && (
        <Alert
          type="error"
          showIcon
          title={words.listWrong}
          description={
            <ul>
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          }
        />
      )}
      {rows.length > 0 && (
        <div className={styles.rows}>
          <strong>{words.listed(rows.length)}</strong>
          <ul>
            {rows.slice(0, shown).map(({ source, destination }, at) => (
              // A row has nothing of its own but its place in the list.
              // oxlint-disable-next-line react/no-array-index-key
              <li key={at}>
                {source} → {destination}
              </li>
            ))}
            {rows.length > shown && <li>…</li>}
          </ul>
        </div>
      )}
      <Checkbox
        checked={wrongRows === 'leave-out'}
        onChange={({ target }) => onChange({ ...parts, wrongRows: target.checked ? 'leave-out' : undefined })}
      >
        {words.leaveOut}
      </Checkbox>
    </div>
  )
}
