import type { FactView } from '#api/contract/comparison.ts'
import styles from './fact-value.module.css'

/** Where a fact is published; a link where it can be read. */
export function Source({ source }: { readonly source: FactView['source'] }) {
  if (!source) return '–'
  return source.url === undefined ? (
    <span className={styles.source}>{source.title}</span>
  ) : (
    <a className={styles.source} href={source.url} target="_blank" rel="noreferrer">
      {source.title}
    </a>
  )
}
