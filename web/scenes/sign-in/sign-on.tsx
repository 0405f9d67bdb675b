import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { Button, Divider } from 'antd'
import { api } from '../../api.ts'
import { keepBack } from '../../back.ts'
import { Refused } from '../../parts/refused.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'

const words = texts.entrance

/** The way through the identity provider, where there is one, and why it came to nothing the last time. */
export function SignOn({ back }: { readonly back: string | undefined }) {
  const { data } = useQuery(reading('showSignOn'))
  const refused = useRouterState({ select: ({ location }) => location.state.refused })
  const begin = useMutation({
    mutationFn: api.beginSignOn,
    onSuccess({ url }) {
      keepBack(back)
      window.location.assign(url)
    },
  })
  if (data?.name === undefined) return null
  const error = begin.error ?? (refused !== undefined && begin.isIdle ? new Error(refused) : undefined)
  return (
    <>
      <Divider plain style={{ margin: '4px 0' }}>
        {words.or}
      </Divider>
      <Refused error={error} />
      <Button size="large" block loading={begin.isPending || begin.isSuccess} onClick={() => begin.mutate()}>
        {words.signInWith(data.name)}
      </Button>
    </>
  )
}
