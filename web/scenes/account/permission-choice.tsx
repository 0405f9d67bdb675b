import { useQuery } from '@tanstack/react-query'
import { Checkbox } from 'antd'
import { useMe } from '../../me.ts'
import { Failed } from '../../parts/failed.tsx'
import { Loading } from '../../parts/loading.tsx'
import { reading } from '../../reading.ts'
import styles from './permission-choice.module.css'

interface PermissionChoiceProps {
  readonly label: string
  /** Given by the form that it stands in. */
  readonly value?: string[]
  readonly onChange?: (permissions: string[]) => void
}

/** Some of what this person may do and a token can be allowed, each with its sentence. */
export function PermissionChoice({ label, value = [], onChange }: PermissionChoiceProps) {
  const { may } = useMe()
  const { data, error, refetch } = useQuery(reading('listRoles'))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Loading lines={6} />
  const possible = data.permissions.filter(({ permission, onlyInPerson }) => !onlyInPerson && may(permission))
  return (
    <div role="group" aria-label={label} tabIndex={0} className={styles.permissions}>
      <Checkbox.Group value={value} onChange={(chosen) => onChange?.(chosen)}>
        {possible.map(({ permission, sentence }) => (
          <Checkbox key={permission} value={permission}>
            <span className="mono">{permission}</span> <span className="quiet">{sentence}</span>
          </Checkbox>
        ))}
      </Checkbox.Group>
    </div>
  )
}
