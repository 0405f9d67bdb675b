import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, Modal, Radio } from 'antd'
import type { PersonView } from '#api/contract/people.ts'
import { api } from '../../api.ts'
import { useMe } from '../../me.ts'
import { Copyable } from '../../parts/copyable.tsx'
import { Refused } from '../../parts/refused.tsx'
import { RoleChoice, roleNames } from '../../parts/role-choice.tsx'
import { texts } from '../../texts/texts.ts'
import { PermissionChoice } from './permission-choice.tsx'

const words = texts.account
const formId = 'make-token'
const dayMs = 86_400_000
const lifetimes = [30, 90, 365]

interface Wanted {
  readonly name: string
  readonly scope: 'role' | 'permissions'
  readonly role: PersonView['role']
  readonly permissions?: string[]
  readonly days: number
}

/** Makes an API token and shows it, this once. */
export function MakeToken({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { person } = useMe()
  const client = useQueryClient()
  const making = useMutation({
    mutationFn: async ({ name, scope, role, permissions, days }: Wanted) =>
      api.addToken({
        name,
        ...(scope === 'role' ? { role } : { permissions }),
        expiresAt: new Date(Date.now() + days * dayMs).toISOString(),
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['listMyTokens'] }),
  })
  return (
    <Modal
      open={isOpen}
      title={words.tokenTitle}
      onCancel={onClose}
      afterClose={() => making.reset()}
      destroyOnHidden
      footer={
        making.data ? (
          <Button type="primary" onClick={onClose}>
            {texts.done}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{texts.cancel}</Button>
            <Button type="primary" htmlType="submit" form={formId} loading={making.isPending}>
              {words.makeToken}
            </Button>
          </>
        )
      }
    >
      {making.data ? (
        <Copyable label={words.token} text={making.data.text} help={words.tokenHelp} />
      ) : (
        <Form<Wanted>
          name={formId}
          layout="vertical"
          requiredMark={false}
          initialValues={{ scope: 'role', role: 'viewer', days: 90 }}
          onFinish={(wanted) => making.mutate(wanted)}
        >
          <Form.Item
            name="name"
            label={words.tokenName}
            rules={[{ required: true, whitespace: true, message: texts.required(words.tokenName) }]}
          >
            <Input autoComplete="off" autoFocus />
          </Form.Item>
          <Form.Item name="scope" label={words.tokenMay}>
            <Radio.Group
              aria-label={words.tokenMay}
              options={(['role', 'permissions'] as const).map((value) => ({ value, label: words.tokenScopes[value] }))}
            />
          </Form.Item>
          <Form.Item noStyle dependencies={['scope']}>
            {({ getFieldValue }) =>
              getFieldValue('scope') === 'role' ? (
                <Form.Item name="role" label={words.tokenRole}>
                  <RoleChoice label={words.tokenRole} roles={rolesUpTo(person?.role)} />
                </Form.Item>
              ) : (
                <Form.Item
                  name="permissions"
                  label={words.tokenPermissions}
                  rules={[{ required: true, message: texts.required(words.tokenPermissions) }]}
                >
                  <PermissionChoice label={words.tokenPermissions} />
                </Form.Item>
              )
            }
          </Form.Item>
          <Form.Item name="days" label={words.expires}>
            <Radio.Group
              aria-label={words.expires}
              options={lifetimes.map((days) => ({ value: days, label: words.days(days) }))}
            />
          </Form.Item>
          <Refused error={making.error} />
        </Form>
      )}
    </Modal>
  )
}

function rolesUpTo(role: PersonView['role'] | undefined): readonly PersonView['role'][] {
  return role === undefined ? roleNames : roleNames.slice(0, roleNames.indexOf(role) + 1)
}
