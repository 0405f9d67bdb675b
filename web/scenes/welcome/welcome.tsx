import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import type { LinkView, WelcomeForm } from '#api/contract/people.ts'
import { api } from '../../api.ts'
import { Refusal } from '../../ask.ts'
import { Entrance } from '../../parts/entrance.tsx'
import { Failed } from '../../parts/failed.tsx'
import { Loading } from '../../parts/loading.tsx'
import { ProblemOf } from '../../parts/problem.tsx'
import { Refused } from '../../parts/refused.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'

const words = texts.entrance

/** Where one-time links lead. Their secret stands behind the # and is taken out of the address at once. */
export function Welcome() {
  const [secret] = useState(takeSecret)
  const link = useQuery({ ...reading('lookAtLink', secret), enabled: secret !== '', retry: false, staleTime: Infinity })
  if (link.error && !isRefused(link.error)) {
    return (
      <Entrance title={words.welcome['first-administrator'].title}>
        <Failed error={link.error} onRetry={() => void link.refetch()} />
      </Entrance>
    )
  }
  if (secret === '' || link.error) {
    return (
      <Entrance title={words.badLink} sentence={link.error?.message ?? words.noLink}>
        {link.error && <ProblemOf error={link.error} />}
        <Link to="/sign-in">{words.toSignIn}</Link>
      </Entrance>
    )
  }
  if (!link.data) {
    return (
      <Entrance title={words.welcome['first-administrator'].title}>
        <Loading lines={6} />
      </Entrance>
    )
  }
  const { title, sentence } = words.welcome[link.data.kind]
  return (
    <Entrance title={title} sentence={sentence}>
      <Newcomer secret={secret} link={link.data} />
    </Entrance>
  )
}

/** The link itself is the trouble, and stays it. */
function isRefused(error: Error): boolean {
  return error instanceof Refusal && error.status >= 400 && error.status < 500
}

function Newcomer({ secret, link }: { readonly secret: string; readonly link: LinkView }) {
  const router = useRouter()
  const client = useQueryClient()
  const redeem = useMutation({
    mutationFn: (form: Omit<WelcomeForm, 'secret'>) => api.redeemLink({ secret, ...form }),
    async onSuccess(me) {
      client.setQueryData(reading('showMe').queryKey, me)
      await router.navigate({ to: '/', replace: true })
    },
  })
  const asks = { name: link.kind !== 'new-password', email: link.kind === 'first-administrator' }
  return (
    <Form<Omit<WelcomeForm, 'secret'>> layout="vertical" requiredMark={false} onFinish={(form) => redeem.mutate(form)}>
      {asks.name && (
        <Form.Item
          name="name"
          label={words.name}
          extra={words.nameHelp}
          rules={[{ required: true, whitespace: true, message: texts.required(words.name) }]}
        >
          <Input autoComplete="name" autoFocus size="large" />
        </Form.Item>
      )}
      {asks.email ? (
        <Form.Item name="email" label={words.email} rules={[{ required: true, message: texts.required(words.email) }]}>
          <Input type="email" autoComplete="username" size="large" />
        </Form.Item>
      ) : (
        <Form.Item label={words.email} htmlFor="link-email">
          <Input id="link-email" value={link.email ?? ''} readOnly autoComplete="username" size="large" />
        </Form.Item>
      )}
      <Form.Item
        name="password"
        label={words.newPassword}
        extra={words.passwordHelp}
        rules={[{ required: true, message: texts.required(words.newPassword) }]}
      >
        <Input.Password autoComplete="new-password" size="large" />
      </Form.Item>
      <Refused error={redeem.error} />
      <Button type="primary" htmlType="submit" size="large" block loading={redeem.isPending}>
        {words.welcome[link.kind].act}
      </Button>
    </Form>
  )
}

function takeSecret(): string {
  const secret = location.hash.slice(1)
  if (secret !== '') history.replaceState(history.state, '', location.pathname)
  return secret
}
