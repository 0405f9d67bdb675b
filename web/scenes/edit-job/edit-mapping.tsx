import type { JobMapping } from '#api/contract/mapping.ts'
import { MappingNames } from '../../parts/mapping-names.tsx'
import { MappingRows } from '../../parts/mapping-rows.tsx'
import { Panel } from '../../parts/panel.tsx'
import { texts } from '../../texts/texts.ts'

interface EditMappingProps {
  readonly mapping: JobMapping
  readonly onChange: (mapping: JobMapping) => void
}

/** Which places a mapping job takes; what they are, and where their content goes, stays. */
export function EditMapping({ mapping: { each, ...parts }, onChange }: EditMappingProps) {
  const change = (next: typeof parts) => onChange({ each, ...next })
  return (
    <Panel title={texts.mapping.title} sentence={texts.editJob.mapping}>
      {each === 'row' ? (
        <MappingRows parts={parts} onChange={change} />
      ) : (
        <MappingNames each={each} parts={parts} onChange={change} />
      )}
    </Panel>
  )
}
