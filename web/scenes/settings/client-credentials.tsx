import { CheckCircleOutlined, MinusCircleOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import type { ClientCredentialsView } from '#api/contract/client-credentials.ts'
import type { PlatformView } from '#api/contract/platforms.ts'
import { api } from '../../api.ts'
import { useMe } from '../../me.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { Copyable } from '../../parts/copyable.tsx'
import { Facts } from '../../parts/facts.tsx'
import { PlatformMark } from '../../parts/platform-mark.tsx'
import { StateTag } from '../../parts/state-tag.tsx'
import { Age } from '../../parts/time.tsx'
import { texts } from '../../texts/texts.ts'
import { CredentialsForm } from './credentials-form.tsx'
import { Guide } from './guide.tsx'
import styles from './settings.module.css'

const words = texts.settings

interface ClientCredentialsProps {
  readonly credentials: ClientCredentialsView
  readonly platform: PlatformView | undefined
}

/** The installation's app at one platform: what is known of it, how to get one, and the form that takes it. */
export function ClientCredentials({ credentials, platform }: ClientCredentialsProps) {
  const { may } = useMe()
  const client = useQueryClient()
  const [open, setOpen] = useState<'form' | 'remove'>()
  const [said, setSaid] = useState<string>()
  const { isSet, values, secrets, connections, changedAt, redirectUrl } = credentials
  const { id, title } = credentials.platform
  const fields = clientFieldsOf(platform)
  const labelOf = (field: string) => fields.find((one) => one.id === field)?.label ?? field
  const close = () => setOpen(undefined)

  return (
    <section className={styles.card} aria-label={title}>
      <div className={styles.head}>
        {platform && <PlatformMark {...platform.icon} />}
        <h3>{title}</h3>
        <StateTag
          tone={isSet ? 'good' : 'neutral'}
          icon={isSet ? <CheckCircleOutlined aria-hidden /> : <MinusCircleOutlined aria-hidden />}
        >
          {isSet ? words.isSet : words.isNotSet}
        </StateTag>
        {isSet && <span className="quiet">{words.usedBy(connections)}</span>}
        {may('secrets.manage') && (
          <div className={styles.acts}>
            {isSet && <Button onClick={() => setOpen('remove')}>{words.remove}</Button>}
            <Button type={isSet ? 'default' : 'primary'} onClick={() => setOpen('form')}>
              {isSet ? words.change : words.enter}
            </Button>
          </div>
        )}
      </div>
      {said !== undefined && (
        <Alert type="success" showIcon title={said} closable={{ onClose: () => setSaid(undefined) }} />
      )}
      {isSet && (
        <Facts
          facts={[
            ...Object.entries(values).map(([field, value]) => [labelOf(field), value] as const),
            ...secrets.map((field) => [labelOf(field), <span className="quiet">{words.secretStored}</span>] as const),
            [words.changed, changedAt === undefined ? undefined : <Age at={changedAt} />],
          ]}
        />
      )}
      <Copyable label={words.redirect} text={redirectUrl} help={words.redirectHelp} />
      <Guide platform={credentials.platform} isOpen={!isSet} />
      {open === 'form' && (
        <CredentialsForm credentials={credentials} fields={fields} onSaved={setSaid} onClose={close} />
      )}
      <Confirm
        isOpen={open === 'remove'}
        title={words.removeTitle(title)}
        sentence={words.removeSentence(connections)}
        act={words.remove}
        onAct={async () => {
          await api.removeClientCredentials(id)
          await client.invalidateQueries({ queryKey: ['listClientCredentials'] })
        }}
        onClose={close}
      />
    </section>
  )
}

/** The fields that belong to the app, as the platform's manifest describes them; each once, whatever the way. */
function clientFieldsOf(platform: PlatformView | undefined) {
  const fields = (platform?.ways ?? []).flatMap((way) => way.fields.filter(({ id }) => way.clientFields.includes(id)))
  return fields.filter(({ id }, index) => fields.findIndex((one) => one.id === id) === index)
}
