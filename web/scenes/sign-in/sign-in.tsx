import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { Button, Form, Input } from 'antd'
import type { SignInForm } from '#api/contract/people.ts'
import { api } from '../../api.ts'
import { Entrance } from '../../parts/entrance.tsx'
import { Refused } from '../../parts/refused.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import { SignOn } from './sign-on.tsx'

const words = texts.entrance
const here = getRouteApi('/sign-in')

export function SignIn() {
  const { back } = here.useSearch()
  const router = useRouter()
  const client = useQueryClient()
  const signIn = useMutation({
    mutationFn: api.signIn,
    async onSuccess(me) {
      client.setQueryData(reading('showMe').queryKey, me)
      await router.navigate({ href: back ?? '/' })
    },
  })
  return (
    <Entrance title={words.signInTitle} below={words.firstTime}>
      <Form<SignInForm> layout="vertical" requiredMark={false} onFinish={(form) => signIn.mutate(form)}>
        <Form.Item name="email" label={words.email} rules={[{ required: true, message: texts.required(words.email) }]}>
          <Input type="email" autoComplete="username" autoFocus size="large" />
        </Form.Item>
        <Form.Item
          name="password"
          label={words.password}
          rules={[{ required: true, message: texts.required(words.password) }]}
        >
          <Input.Password autoComplete="current-password" size="large" />
        </Form.Item>
        <Refused error={signIn.error} />
        <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>
          {words.signIn}
        </Button>
      </Form>
      <SignOn back={back} />
    </Entrance>
  )
}
