import { platforms } from '#platforms'

const filesystem = platforms.find(({ manifest }) => manifest.id === 'filesystem')
if (!filesystem) throw new Error('There is no platform for disks.')

/** Of a disk, for platforms of tests to which nothing special is to be so. */
export const filesystemFacts = filesystem.manifest
