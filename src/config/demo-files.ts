import { join } from 'node:path'

/** Where the demonstration keeps its files: the one place in the data folder that people may look into through Gantry. */
export function demoFilesIn(data: string): string {
  return join(data, 'demo', 'files')
}
