import { useQuery } from '@tanstack/react-query'
import { Modal } from 'antd'
import type { PlatformView } from '#api/contract/platforms.ts'
import { Failed } from '../../parts/failed.tsx'
import { Loading } from '../../parts/loading.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import { NewConnectionForm } from './new-connection-form.tsx'
import { PlatformPicker } from './platform-picker.tsx'
import styles from './new-connection-form.module.css'

const words = texts.addConnection

interface AddConnectionProps {
  /** What the address says: closed when absent, `pick`, or the id of a platform. */
  readonly platform: string | undefined
  readonly onPick: (platform: string) => void
  readonly onClose: () => void
}

/** The dialog that makes a connection: platform, form, sign-in, outcome. */
export function AddConnection({ platform, onPick, onClose }: AddConnectionProps) {
  const platforms = useQuery({ ...reading('listPlatforms'), enabled: platform !== undefined })
  const picked = platforms.data?.platforms.find(({ id }) => id === platform)
  return (
    <Modal
      open={platform !== undefined}
      title={picked ? words.titleOf(picked.title) : words.title}
      width={640}
      centered
      classNames={{ body: styles.body ?? '' }}
      footer={null}
      destroyOnHidden
      mask={{ closable: false }}
      onCancel={onClose}
    >
      <Step platforms={platforms.data?.platforms} picked={picked} onPick={onPick} onClose={onClose} />
      {platforms.error && <Failed error={platforms.error} onRetry={() => void platforms.refetch()} />}
    </Modal>
  )
}

interface StepProps extends Omit<AddConnectionProps, 'platform'> {
  readonly platforms: readonly PlatformView[] | undefined
  readonly picked: PlatformView | undefined
}

function Step({ platforms, picked, onPick, onClose }: StepProps) {
  if (!platforms) return <Loading lines={6} />
  if (!picked) return <PlatformPicker platforms={platforms} onPick={onPick} />
  return <NewConnectionForm key={picked.id} platform={picked} onBack={() => onPick('pick')} onClose={onClose} />
}
