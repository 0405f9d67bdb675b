import type { FactView } from '#api/contract/comparison.ts'
import { texts } from '../texts/texts.ts'
import styles from './fact-value.module.css'

/** How a fact is: a word, or signs and names each by itself. */
export function FactValue({ fact: { value, words } }: { readonly fact: Pick<FactView, 'value' | 'words'> }) {
  if (value === undefined) return <span className="quiet">{texts.compare.unknownValue}</span>
  if (!words?.length) return <span className={styles.value}>{value}</span>
  return (
    <span className={styles.words}>
      {words.map((word) => (
        <code key={word} className={styles.word}>
          {word}
        </code>
      ))}
    </span>
  )
}
