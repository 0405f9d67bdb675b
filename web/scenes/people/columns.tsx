import { CheckCircleOutlined, MoreOutlined, StopOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { PersonView } from '#api/contract/people.ts'
import { Menu } from '../../parts/menu.tsx'
import { StateTag } from '../../parts/state-tag.tsx'
import type { Column } from '../../parts/table.tsx'
import { Age, Time } from '../../parts/time.tsx'
import { texts } from '../../texts/texts.ts'
import type { Act, Asked } from './acts-on-person.tsx'

const words = texts.people

/** What the list of people tells of each, and what can be done; nobody disables or demotes themselves. */
export function columnsOf(me: string | undefined, ask: (asked: Asked) => void): readonly Column<PersonView>[] {
  return [
    {
      key: 'name',
      title: words.name,
      render: ({ id, name }) => (
        <>
          {name} {id === me && <span className="quiet">{words.you}</span>}
        </>
      ),
    },
    { key: 'email', title: words.email, render: ({ email }) => email },
    { key: 'role', title: words.role, render: ({ role }) => texts.shell.roles[role] },
    {
      key: 'state',
      title: words.state,
      render: ({ isDisabled }) =>
        isDisabled ? (
          <StateTag tone="neutral" icon={<StopOutlined aria-hidden />}>
            {words.disabled}
          </StateTag>
        ) : (
          <StateTag tone="good" icon={<CheckCircleOutlined aria-hidden />}>
            {words.active}
          </StateTag>
        ),
    },
    {
      key: 'lastSignIn',
      title: words.lastSignIn,
      render: ({ lastSignInAt }) => (lastSignInAt === undefined ? words.never : <Age at={lastSignInAt} />),
    },
    { key: 'since', title: words.since, render: ({ createdAt }) => <Time at={createdAt} /> },
    {
      key: 'acts',
      title: words.actsTitle,
      isTitleUnseen: true,
      align: 'right',
      width: 48,
      render: (person) =>
        person.id === me ? null : (
          <Menu
            menu={{
              items: actsOn(person).map(([key, label]) => ({ key, label })),
              onClick({ key, domEvent }) {
                // The same press of Enter must not press a button in the dialog.
                domEvent.preventDefault()
                ask({ act: key as Act, person })
              },
            }}
          >
            <Button type="text" icon={<MoreOutlined aria-hidden />} aria-label={words.acts(person.name)} />
          </Menu>
        ),
    },
  ]
}

function actsOn({ isDisabled, isLinked }: PersonView): readonly (readonly [Act, string])[] {
  if (isDisabled) return [['enable', words.enable]]
  const unlink = isLinked ? [['unlink', words.unlink] as const] : []
  return [
    ['role', words.changeRole],
    ['password', words.newPassword],
    ['sessions', words.endSessions],
    ...unlink,
    ['disable', words.disable],
  ]
}
