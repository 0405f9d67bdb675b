/**
 * Where each act of the API is, below `/api/v1`. A name in braces stands for one part of the path; connections are named by
 * id or by name. Everything but `health` and the sign-in's `callback` needs `Authorization: Bearer …`.
 */
export const routes = {
  health: { method: 'GET', path: '/health' },
  listPlatforms: { method: 'GET', path: '/platforms' },
  listConnections: { method: 'GET', path: '/connections' },
  addConnection: { method: 'POST', path: '/connections' },
  showConnection: { method: 'GET', path: '/connections/{connection}' },
  removeConnection: { method: 'DELETE', path: '/connections/{connection}' },
  testConnection: { method: 'POST', path: '/connections/{connection}/test' },
  /** Begins a sign-in through the browser; the platform sends the person back to the callback. */
  beginSignIn: { method: 'POST', path: '/connections/{connection}/sign-in' },
  completeSignIn: { method: 'GET', path: '/sign-in/callback' },
  listEntries: { method: 'GET', path: '/entries' },
  listJobs: { method: 'GET', path: '/jobs' },
  addJob: { method: 'POST', path: '/jobs' },
  showJob: { method: 'GET', path: '/jobs/{job}' },
  removeJob: { method: 'DELETE', path: '/jobs/{job}' },
  startRun: { method: 'POST', path: '/jobs/{job}/runs' },
  listRuns: { method: 'GET', path: '/runs' },
  showRun: { method: 'GET', path: '/runs/{run}' },
  listItems: { method: 'GET', path: '/runs/{run}/items' },
  resumeRun: { method: 'POST', path: '/runs/{run}/resume' },
  pauseRun: { method: 'POST', path: '/runs/{run}/pause' },
  cancelRun: { method: 'POST', path: '/runs/{run}/cancel' },
  /** The files themselves: text/html, application/jsonl. */
  readReport: { method: 'GET', path: '/runs/{run}/report' },
  readProof: { method: 'GET', path: '/runs/{run}/proof' },
  /** Takes a proof (application/jsonl) and reads the items at a location again; answers in lines of JSON as it goes. */
  checkProof: { method: 'POST', path: '/proof-checks' },
} as const

export type RouteName = keyof typeof routes
export const apiRoot = '/api/v1'
/** In the data folder, readable by its owner only: the token for commands on the server's own machine. */
export const localTokenFile = 'local.token'
