import styles from './path.module.css'

/** A path on one line: when it does not fit its middle gives way, never its name. Whole on hover and when it is copied. */
export function Path({ text }: { readonly text: string }) {
  // The slash before all names goes with the first.
  const names = text.split(/(?<=.)\//)
  const [start, above] = [names.slice(0, -2), names.slice(-2, -1)].map((some) =>
    some.map((name) => `${name}/`).join(''),
  )
  return (
    <span className={styles.path} title={text}>
      {start !== '' && <span className={styles.start}>{start}</span>}
      {above !== '' && <span className={styles.above}>{above}</span>}
      <span className={styles.end}>{names.at(-1)}</span>
    </span>
  )
}
