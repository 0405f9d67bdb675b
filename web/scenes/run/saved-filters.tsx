import { DownOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { Confirm } from '../../parts/confirm.tsx'
import { Menu } from '../../parts/menu.tsx'
import { texts } from '../../texts/texts.ts'
import { keepFilters, keptFilters, sameFilter, type ItemFilter } from './kept-filters.ts'

const words = texts.savedFilters

interface SavedFiltersProps {
  /** What the list is narrowed to. */
  readonly filter: ItemFilter
  readonly onChoose: (filter: ItemFilter) => void
}

/** Filters of the list of items under names, in this browser, for every run. */
export function SavedFilters({ filter, onChoose }: SavedFiltersProps) {
  const [saved, setSaved] = useState(keptFilters)
  const [isNaming, setNaming] = useState(false)
  const [name, setName] = useState('')
  const current = saved.find((one) => sameFilter(one.filter, filter))
  const isFiltered = Object.keys(filter).length > 0
  if (saved.length === 0 && !isFiltered) return null
  const change = (next: typeof saved) => {
    keepFilters(next)
    setSaved(next)
  }
  const acts = [
    ...(isFiltered && !current ? [{ key: 'save', label: words.save }] : []),
    ...(current ? [{ key: 'remove', label: words.remove(current.name), danger: true }] : []),
  ]
  return (
    <>
      <Menu
        menu={{
          items: [
            ...saved.map((one) => ({ key: `saved ${one.name}`, label: one.name })),
            ...(saved.length > 0 && acts.length > 0 ? [{ type: 'divider' as const, key: 'acts' }] : []),
            ...acts,
          ],
          onClick({ key }) {
            if (key === 'save') setNaming(true)
            else if (key === 'remove') change(saved.filter((one) => one !== current))
            else onChoose(saved.find((one) => key === `saved ${one.name}`)?.filter ?? {})
          },
        }}
      >
        <Button>
          {current?.name ?? words.title} <DownOutlined aria-hidden />
        </Button>
      </Menu>
      <Confirm
        isOpen={isNaming}
        isDanger={false}
        title={words.save}
        sentence={
          <label>
            {words.name}
            <Input value={name} maxLength={60} autoComplete="off" onChange={({ target }) => setName(target.value)} />
          </label>
        }
        act={words.keep}
        isReady={name.trim() !== ''}
        onAct={async () => {
          change([...saved.filter((one) => one.name !== name.trim()), { name: name.trim(), filter }])
          setName('')
        }}
        onClose={() => setNaming(false)}
      />
    </>
  )
}
