import { Radio } from 'antd'
import type { PersonView } from '#api/contract/people.ts'
import { texts } from '../texts/texts.ts'
import styles from './role-choice.module.css'

type Role = PersonView['role']

export const roleNames = Object.keys(texts.shell.roles) as readonly Role[]

interface RoleChoiceProps {
  readonly label: string
  readonly roles?: readonly Role[]
  /** Given by the form that it stands in. */
  readonly value?: Role
  readonly onChange?: (role: Role) => void
}

/** One of the roles, each with what it may do. */
export function RoleChoice({ label, roles = roleNames, value, onChange }: RoleChoiceProps) {
  return (
    <Radio.Group
      aria-label={label}
      className={styles.roles ?? ''}
      value={value}
      onChange={({ target }) => onChange?.(target.value as Role)}
    >
      {roles.map((role) => (
        <Radio key={role} value={role}>
          {texts.shell.roles[role]}
          <span className={styles.help}>{texts.people.roleHelp[role]}</span>
        </Radio>
      ))}
    </Radio.Group>
  )
}
