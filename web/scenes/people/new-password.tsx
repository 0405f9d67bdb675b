import { useMutation } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import type { PersonView } from '#api/contract/people.ts'
import { api } from '../../api.ts'
import { OfferedLink } from '../../parts/offered-link.tsx'
import { Refused } from '../../parts/refused.tsx'
import { texts } from '../../texts/texts.ts'

const words = texts.people

/** A link by which somebody who forgot their password chooses another. */
export function NewPassword({ person, onClose }: { readonly person: PersonView; readonly onClose: () => void }) {
  const offering = useMutation({ mutationFn: async () => api.offerNewPassword(person.id) })
  return (
    <Modal
      open
      title={words.newPasswordTitle(person.name)}
      onCancel={onClose}
      footer={
        offering.data ? (
          <Button type="primary" onClick={onClose}>
            {texts.done}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{texts.cancel}</Button>
            <Button type="primary" loading={offering.isPending} onClick={() => offering.mutate()}>
              {words.makeLink}
            </Button>
          </>
        )
      }
    >
      {offering.data ? <OfferedLink {...offering.data} /> : <p>{words.newPasswordSentence}</p>}
      <Refused error={offering.error} />
    </Modal>
  )
}
