import { html, type Html } from './html.ts'

/** On paper: where those who hand over and those who receive put their names. */
export function handOver(): Html {
  return html`<section class="hand-over">
    <h2>Hand-over</h2>
    <table>
      <thead>
        <tr>
          <td></td>
          <th scope="col">Name and company</th>
          <th scope="col">Date</th>
          <th scope="col">Signature</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">Handed over by</th>
          <td></td>
          <td></td>
          <td></td>
        </tr>
        <tr>
          <th scope="row">Received by</th>
          <td></td>
          <td></td>
          <td></td>
        </tr>
      </tbody>
    </table>
  </section>`
}
