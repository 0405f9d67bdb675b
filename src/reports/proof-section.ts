import { basename } from 'node:path'
import type { RunView } from '#api/contract/runs.ts'
import { html, type Html } from './html.ts'

/** How anybody can check the run again; nothing for a simulation, which has moved nothing. */
export function proofSection(run: RunView): Html | undefined {
  if (!run.proof) return undefined
  const file = basename(run.proof)
  return html`<section>
    <h2>Proof</h2>
    <p>
      The signed manifest <code>${file}</code> beside this report names every item with the SHA-256 of its content at
      the source and at the destination. Keep the two files together.
    </p>
    <dl>
      <dt>Check the manifest and every file again</dt>
      <dd><code>gantry verify ${file} "${run.job.destination}"</code></dd>
      <dt>Check the manifest alone, without Gantry</dt>
      <dd>
        <code>head -n -1 ${file} | sha256sum</code> gives the digest that stands, signed with Ed25519, in its last line.
      </dd>
    </dl>
  </section>`
}
