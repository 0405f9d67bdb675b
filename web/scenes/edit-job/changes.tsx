import { texts } from '../../texts/texts.ts'
import type { Change } from './changes-of.ts'
import styles from './edit-job.module.css'

const words = texts.editJob

/** What saving would change, before and after. */
export function Changes({ changes }: { readonly changes: readonly Change[] }) {
  if (changes.length === 0) return <p className="quiet">{words.nothing}</p>
  return (
    <dl className={styles.changes}>
      {changes.map(({ label, before, after }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <del>{before || words.none}</del> <span aria-hidden>→</span> <ins>{after || words.none}</ins>
          </dd>
        </div>
      ))}
    </dl>
  )
}
