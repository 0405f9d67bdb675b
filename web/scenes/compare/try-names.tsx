import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input, Radio } from 'antd'
import { useId, useState } from 'react'
import type { Comparison } from '#api/contract/comparison.ts'
import { api } from '../../api.ts'
import { useMe } from '../../me.ts'
import { FolderInput } from '../../parts/folder-input.tsx'
import type { ChosenOptions } from '../../parts/job-choices.tsx'
import { Panel } from '../../parts/panel.tsx'
import { Refused } from '../../parts/refused.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import styles from './compare.module.css'
import { Trials } from './trials.tsx'

const words = texts.compare

interface TryNamesProps {
  readonly comparison: Comparison
  readonly options: ChosenOptions
}

/** Names that are typed or pasted, or what a folder holds, and what would become of each. */
export function TryNames({ comparison: { from, to }, options }: TryNamesProps) {
  const id = useId()
  const { may } = useMe()
  const [text, setText] = useState<string>(words.example)
  const [as, setAs] = useState<'paths' | 'names'>('paths')
  const [folder, setFolder] = useState('')
  const connection = useConnectionName(from.kind === 'connection' ? from.side : undefined)
  const lines = text.split('\n').filter((line) => line !== '')
  const trying = useMutation({
    mutationFn: async (what: 'lines' | 'folder') =>
      what === 'lines'
        ? api.tryNames({ from: from.side, to: to.side, options, lines, as })
        : api.tryLocation({ location: `${connection}:${folder}`, to: to.side, options }),
  })
  return (
    <Panel title={words.tryTitle} sentence={words.trySentence(from.title, to.title)}>
      <div className={styles.form}>
        <label htmlFor={`${id}lines`}>{words.lines}</label>
        <Input.TextArea
          id={`${id}lines`}
          className="mono"
          rows={6}
          spellCheck={false}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <div className={styles.acts}>
          <Button
            disabled={lines.length === 0}
            loading={trying.isPending && trying.variables === 'lines'}
            onClick={() => trying.mutate('lines')}
          >
            {words.try}
          </Button>
          <Radio.Group
            aria-label={words.as}
            value={as}
            options={[
              { value: 'paths', label: words.asPaths },
              { value: 'names', label: words.asNames },
            ]}
            onChange={({ target }) => setAs(target.value as typeof as)}
          />
        </div>
        {connection !== undefined && may('content.list') && (
          <div className={styles.folder}>
            <label htmlFor={`${id}folder`}>{words.orFolder}</label>
            <FolderInput id={`${id}folder`} connection={connection} value={folder} onChange={setFolder} />
            <Button loading={trying.isPending && trying.variables === 'folder'} onClick={() => trying.mutate('folder')}>
              {words.tryFolder}
            </Button>
          </div>
        )}
        <Refused error={trying.error} />
      </div>
      <div aria-live="polite">{trying.data && <Trials list={trying.data} />}</div>
    </Panel>
  )
}

/** Locations are typed with the connection's name. */
function useConnectionName(id: string | undefined): string | undefined {
  const { data } = useQuery({ ...reading('showConnection', id ?? ''), enabled: id !== undefined })
  return id === undefined ? undefined : data?.name
}
