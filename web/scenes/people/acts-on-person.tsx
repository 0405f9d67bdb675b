import { useQueryClient } from '@tanstack/react-query'
import type { PersonView } from '#api/contract/people.ts'
import { api } from '../../api.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { texts } from '../../texts/texts.ts'
import { ChangeRole } from './change-role.tsx'
import { NewPassword } from './new-password.tsx'
import { SessionsOf } from './sessions-of.tsx'

const words = texts.people

export type Act = 'role' | 'password' | 'sessions' | 'unlink' | 'disable' | 'enable'

export interface Asked {
  readonly act: Act
  readonly person: PersonView
}

interface ActsOnPersonProps {
  readonly asked: Asked | undefined
  readonly onClose: () => void
}

/** The dialogs of what can be done with somebody's account. */
export function ActsOnPerson({ asked, onClose }: ActsOnPersonProps) {
  const client = useQueryClient()
  if (!asked) return null
  const { act, person } = asked
  const given = { isOpen: true, onClose }
  const able = async (isDisabled: boolean) => {
    await api.changePerson(person.id, { isDisabled })
    await client.invalidateQueries({ queryKey: ['listPeople'] })
  }
  switch (act) {
    case 'role':
      return <ChangeRole person={person} onClose={onClose} />
    case 'password':
      return <NewPassword person={person} onClose={onClose} />
    case 'sessions':
      return (
        <Confirm
          {...given}
          title={words.endSessionsTitle(person.name)}
          sentence={
            <>
              {words.endSessionsSentence}
              <SessionsOf person={person} />
            </>
          }
          act={words.endSessions}
          onAct={async () => {
            await api.endSessions(person.id)
            await client.invalidateQueries({ queryKey: ['listSessions', person.id] })
          }}
        />
      )
    case 'unlink':
      return (
        <Confirm
          {...given}
          title={words.unlinkTitle(person.name)}
          sentence={words.unlinkSentence}
          act={words.unlink}
          onAct={async () => {
            await api.unlinkPerson(person.id)
            await client.invalidateQueries({ queryKey: ['listPeople'] })
          }}
        />
      )
    case 'disable':
      return (
        <Confirm
          {...given}
          title={words.disableTitle(person.name)}
          sentence={words.disableSentence}
          act={words.disable}
          onAct={async () => able(true)}
        />
      )
    case 'enable':
      return (
        <Confirm
          {...given}
          title={words.enableTitle(person.name)}
          sentence={words.enableSentence}
          act={words.enable}
          isDanger={false}
          onAct={async () => able(false)}
        />
      )
  }
}
