// The thread that copies files from disk to disk; see take.ts.
import { parentPort } from 'node:worker_threads'
import { takeFiles, type Order, type Roots } from './take-files.ts'

parentPort?.on('message', ({ id, orders, roots }: { id: number; orders: readonly Order[]; roots: Roots }) => {
  parentPort?.postMessage({ id, outcomes: takeFiles(orders, roots) })
})
