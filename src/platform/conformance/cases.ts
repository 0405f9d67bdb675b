import type { Case } from './case.ts'
import { conditions } from './cases/conditions.ts'
import { deep } from './cases/deep.ts'
import { deleting } from './cases/deleting.ts'
import { folders } from './cases/folders.ts'
import { limits } from './cases/limits.ts'
import { listing } from './cases/listing.ts'
import { locks } from './cases/locks.ts'
import { metadata } from './cases/metadata.ts'
import { moving } from './cases/moving.ts'
import { names } from './cases/names.ts'
import { owners } from './cases/owners.ts'
import { permissions } from './cases/permissions.ts'
import { reading } from './cases/reading.ts'
import { stopping } from './cases/stopping.ts'
import { taking } from './cases/taking.ts'
import { times } from './cases/times.ts'
import { versions } from './cases/versions.ts'
import { writing } from './cases/writing.ts'

/** Every promise of the contract. Each chooses by the storage whether it applies, and says why when it does not. */
export const cases: readonly Case[] = [
  ...reading,
  ...writing,
  ...conditions,
  ...names,
  ...listing,
  ...deep,
  ...folders,
  ...deleting,
  ...moving,
  ...times,
  ...versions,
  ...permissions,
  ...owners,
  ...locks,
  ...metadata,
  ...taking,
  ...stopping,
  ...limits,
]
