import styles from './coming.module.css'
import { Loading } from './loading.tsx'

/** Before anything can be shown: it is not known yet who is signed in. */
export function Coming() {
  return (
    <main className={styles.coming}>
      <Loading lines={8} />
    </main>
  )
}
