import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, Modal } from 'antd'
import type { PersonView } from '#api/contract/people.ts'
import { api } from '../../api.ts'
import { OfferedLink } from '../../parts/offered-link.tsx'
import { Refused } from '../../parts/refused.tsx'
import { RoleChoice } from '../../parts/role-choice.tsx'
import { texts } from '../../texts/texts.ts'

const words = texts.people
const formId = 'invite'

interface Invited {
  readonly email: string
  readonly role: PersonView['role']
}

/** Makes a link for somebody who is to have an account. */
export function Invite({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const client = useQueryClient()
  const inviting = useMutation({
    mutationFn: async (invited: Invited) => api.invite(invited),
    onSuccess: () => client.invalidateQueries({ queryKey: ['listInvitations'] }),
  })
  return (
    <Modal
      open={isOpen}
      title={words.inviteTitle}
      onCancel={onClose}
      afterClose={() => inviting.reset()}
      destroyOnHidden
      footer={
        inviting.data ? (
          <Button type="primary" onClick={onClose}>
            {texts.done}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{texts.cancel}</Button>
            <Button type="primary" htmlType="submit" form={formId} loading={inviting.isPending}>
              {words.makeLink}
            </Button>
          </>
        )
      }
    >
      {inviting.data ? (
        <OfferedLink {...inviting.data} />
      ) : (
        <Form<Invited>
          id={formId}
          layout="vertical"
          requiredMark={false}
          initialValues={{ role: 'operator' }}
          onFinish={(invited) => inviting.mutate(invited)}
        >
          <p className="quiet" style={{ marginBottom: 16 }}>
            {words.inviteSentence}
          </p>
          <Form.Item
            name="email"
            label={words.email}
            rules={[{ required: true, whitespace: true, message: texts.required(words.email) }]}
          >
            <Input type="email" autoComplete="off" autoFocus />
          </Form.Item>
          <Form.Item name="role" label={words.role}>
            <RoleChoice label={words.role} />
          </Form.Item>
          <Refused error={inviting.error} />
        </Form>
      )}
    </Modal>
  )
}
