import { actsOf } from '#api/client/acts.ts'
import { ask, askFile, askText } from './ask.ts'

/** The API as functions, one for each act that the page uses, by the names of the contract's routes. */
export const api = {
  ...actsOf(ask),
  printReport: (run: string) => askFile('printReport', { parts: { run } }),
  exportJobs: (jobs: string) => askText('exportJobs', { query: { jobs } }),
}

export type Api = typeof api
