import styles from './path.module.css'

/** Enough to see the file and the folder that it is in. */
const lastNames = 2

/** A path on one line: when it does not fit its middle gives way, never its end. Whole on hover and when it is copied. */
export function Path({ text }: { readonly text: string }) {
  const names = text.split('/')
  const start = names.slice(0, -lastNames).join('/')
  const end = names.slice(-lastNames).join('/')
  return (
    <span className={styles.path} title={text}>
      {start !== '' && <span className={styles.start}>{`${start}/`}</span>}
      <span className={styles.end}>{end}</span>
    </span>
  )
}
