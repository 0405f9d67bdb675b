import { KeyOutlined, SafetyCertificateOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Button } from 'antd'
import type { ConnectionView } from '#api/contract/connections.ts'
import type { PlatformView } from '#api/contract/platforms.ts'
import { api } from '../../api.ts'
import { useMe } from '../../me.ts'
import { MoreMenu } from '../../parts/more-menu.tsx'
import { useSayProblem } from '../../parts/say-problem.tsx'
import { texts } from '../../texts/texts.ts'

const words = texts.connection
export type Dialog = 'edit' | 'writing' | 'remove'

interface ConnectionActsProps {
  readonly connection: ConnectionView
  readonly way: PlatformView['ways'][number] | undefined
  readonly isTesting: boolean
  readonly onTest: () => void
  readonly onSignIn: () => void
  readonly onDialog: (dialog: Dialog) => void
}

/** What can be done with a connection, as far as somebody may. */
export function ConnectionActs({ connection, way, isTesting, onTest, onSignIn, onDialog }: ConnectionActsProps) {
  const { may } = useMe()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const client = useQueryClient()
  const refused = useSayProblem()
  const pause = useMutation({
    mutationFn: async (isDisabled: boolean) => api.changeConnection(connection.id, { isDisabled }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['showConnection', connection.id] }),
    onError: refused,
  })
  const duplicate = useMutation({
    mutationFn: async () => api.duplicateConnection(connection.id),
    async onSuccess({ id, name }) {
      void message.success(way?.kind === 'none' ? words.duplicated(name) : words.duplicatedUnsigned(name), 6)
      await navigate({ to: '/connections/$connection', params: { connection: id } })
    },
    onError: refused,
  })

  const more = [
    may('connections.test') && {
      key: 'writes',
      label: words.testWrites,
      title: words.testWritesHelp,
      act: () => onDialog('writing'),
    },
    may('connections.edit') && { key: 'edit', label: words.edit, act: () => onDialog('edit') },
    may('connections.edit') && {
      key: 'pause',
      label: connection.isDisabled ? words.resume : words.pause,
      title: words.pauseHelp,
      act: () => pause.mutate(!connection.isDisabled),
    },
    may('connections.add') && { key: 'duplicate', label: words.duplicate, act: () => duplicate.mutate() },
    may('connections.remove') && { key: 'remove', label: words.remove, danger: true, act: () => onDialog('remove') },
  ].filter((one) => one !== false)

  return (
    <>
      {may('connections.edit') && way?.kind === 'code' && (
        <Button
          icon={<KeyOutlined aria-hidden />}
          type={connection.health === 'sign-in-needed' ? 'primary' : 'default'}
          onClick={onSignIn}
        >
          {words.signInAgain}
        </Button>
      )}
      {may('connections.test') && (
        <Button
          type={connection.health === 'sign-in-needed' ? 'default' : 'primary'}
          icon={<SafetyCertificateOutlined aria-hidden />}
          loading={isTesting}
          onClick={onTest}
        >
          {words.test}
        </Button>
      )}
      <MoreMenu label={words.more} acts={more} />
    </>
  )
}
