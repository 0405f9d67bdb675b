import { connectionTroubles } from './connections.ts'
import { databaseTroubles } from './databases.ts'
import { diskTroubles } from './disks.ts'
import { fileTroubles } from './files.ts'
import { locationTroubles } from './locations.ts'
import { nameTroubles } from './names.ts'
import { outageTroubles } from './outages.ts'
import { projectTroubles } from './projects.ts'
import { signInTroubles } from './sign-ins.ts'
import { startTroubles } from './starts.ts'
import type { Trouble } from './trouble.ts'

/** Every kind of trouble, by where it comes from. */
export const troubles: Readonly<Record<string, readonly Trouble[]>> = {
  connections: connectionTroubles,
  'sign-ins': signInTroubles,
  projects: projectTroubles,
  disks: diskTroubles,
  names: nameTroubles,
  files: fileTroubles,
  outages: outageTroubles,
  databases: databaseTroubles,
  starts: startTroubles,
  locations: locationTroubles,
}
