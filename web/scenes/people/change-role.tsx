import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Modal } from 'antd'
import { useState } from 'react'
import type { PersonView } from '#api/contract/people.ts'
import { api } from '../../api.ts'
import { Refused } from '../../parts/refused.tsx'
import { RoleChoice } from '../../parts/role-choice.tsx'
import { texts } from '../../texts/texts.ts'

const words = texts.people

export function ChangeRole({ person, onClose }: { readonly person: PersonView; readonly onClose: () => void }) {
  const client = useQueryClient()
  const [role, setRole] = useState(person.role)
  const keeping = useMutation({
    mutationFn: async () => api.changePerson(person.id, { role }),
    async onSuccess() {
      await client.invalidateQueries({ queryKey: ['listPeople'] })
      onClose()
    },
  })
  return (
    <Modal
      open
      title={words.changeRoleTitle(person.name)}
      okText={words.keep}
      cancelText={texts.cancel}
      okButtonProps={{ loading: keeping.isPending, disabled: role === person.role }}
      onOk={() => keeping.mutate()}
      onCancel={onClose}
      width={460}
    >
      <div style={{ margin: '8px 0 16px' }}>
        <RoleChoice label={words.role} value={role} onChange={setRole} />
      </div>
      <Refused error={keeping.error} />
    </Modal>
  )
}
