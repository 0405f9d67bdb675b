import styles from './path.module.css'

/** As much of the end as is shown in any case: the name, and the folder that it is in where both are short. */
const shortEnd = 40

/** A path on one line: when it does not fit its middle gives way, never its end. Whole on hover and when it is copied. */
export function Path({ text }: { readonly text: string }) {
  const names = text.split('/')
  const shown = names.slice(-2).join('/').length > shortEnd ? 1 : 2
  // Above what lies directly in the root folder there is nothing to leave out.
  const start = names.slice(0, -shown).join('/')
  const end = start === '' ? text : names.slice(-shown).join('/')
  return (
    <span className={styles.path} title={text}>
      {start !== '' && <span className={styles.start}>{`${start}/`}</span>}
      <span className={styles.end}>{end}</span>
    </span>
  )
}
