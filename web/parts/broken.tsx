import { useRouter } from '@tanstack/react-router'
import { Button } from 'antd'
import { Refusal } from '../ask.ts'
import { texts } from '../texts/texts.ts'
import { Entrance } from './entrance.tsx'
import { ProblemOf } from './problem.tsx'
import styles from './entrance.module.css'

/** What a page shows when it could not be shown: the server's own sentence, or that Gantry is at fault. */
export function Broken({ error }: { readonly error: unknown }) {
  const router = useRouter()
  const isRefused = error instanceof Refusal
  return (
    <Entrance title={isRefused ? texts.refused : texts.broken.title}>
      <div role="alert" className={styles.said}>
        <p>{isRefused ? error.message : texts.broken.sentence}</p>
        {isRefused && <ProblemOf error={error} />}
        <Button type="primary" onClick={() => (isRefused ? void router.invalidate() : location.reload())}>
          {isRefused ? texts.tryAgain : texts.reload}
        </Button>
      </div>
    </Entrance>
  )
}
