import { summaries } from '#api/contract/summaries.ts'
import { Refusal } from '../ask.ts'
import { texts } from '../texts/texts.ts'
import { CopyButton } from './copy-button.tsx'
import styles from './problem.module.css'

const words = texts.problem

/** Below the sentence of what went wrong: what to do, where the guide tells more, and folded away what a support asks for. */
export function ProblemOf({ error }: { readonly error: Error }) {
  if (!(error instanceof Refusal)) return null
  const { said } = error
  const facts = factsOf(error)
  return (
    <div className={styles.problem}>
      {said?.advice !== undefined && <p>{said.advice}</p>}
      {said?.type.startsWith('/') && (
        <a href={said.type} target="_blank" rel="noreferrer">
          {words.guide(said.title)}
        </a>
      )}
      <details>
        <summary>{words.details}</summary>
        <dl>
          {Object.entries(facts).map(([name, value]) => (
            <div key={name}>
              <dt>{words.facts[name as keyof typeof facts]}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <CopyButton text={JSON.stringify({ ...facts, ...said }, undefined, 2)} />
      </details>
    </div>
  )
}

function factsOf({ act, code, status, said }: Refusal) {
  return {
    attempted: summaries[act],
    code,
    ...(status > 0 && { status: String(status) }),
    ...(said?.reason !== undefined && { reason: said.reason }),
    ...(said?.requestId !== undefined && { requestId: said.requestId }),
  }
}
