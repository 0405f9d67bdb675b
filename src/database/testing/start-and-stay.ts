// Starts the embedded database in the folder given, says "up", and leaves the end to whoever started this.
import { startEmbedded } from '../embedded.ts'
import { silentLog } from './silent-log.ts'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Give the folder.')
const embedded = await startEmbedded({ folder, log: silentLog })
console.log(`up ${embedded.processId}`)
setInterval(() => undefined, 60_000)
