import { z } from 'zod'
import { id } from './text.ts'

// What stands in an address for the noun that its act is about.

export const platformParams = z.object({ platform: z.string().min(1).max(100).describe('The id of a platform') })
export const connectionParams = z.object({
  connection: z.string().min(1).describe('The id or the name of a connection'),
})
export const jobParams = z.object({ job: z.string().min(1).describe('The id of a job') })
export const runParams = z.object({ run: z.string().min(1).describe('The id of a run') })
export const tokenParams = z.object({ token: id.describe('The id of an API token') })
