import { z } from 'zod'
import { line } from './text.ts'

/** Kinds of files that filters know by a word. */
export const typeGroups = [
  'archives',
  'audio',
  'documents',
  'drawings',
  'images',
  'mail',
  'models',
  'programs',
  'temporary',
  'videos',
] as const

const groupSign = 'group:'

/** `*.tmp`, `Drawings/*.pdf`, `Old/` or `group:images`. */
const pattern = line.max(4000).superRefine((text, context) => {
  const problem = problemOf(text)
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem })
})

function problemOf(text: string): string | undefined {
  if (text.startsWith(groupSign)) {
    const group = text.slice(groupSign.length)
    const isKnown = typeGroups.some((known) => known === group)
    return isKnown ? undefined : `there is no group of types “${group}”; there are: ${typeGroups.join(', ')}`
  }
  // What stands after a backslash means itself and parts nothing.
  const plain = text.replaceAll(/\\[\\*?/]/g, '_')
  if (plain.includes('\\')) return 'folders are parted by “/”; a backslash only makes *, ?, / or \\ mean itself'
  const parts = plain.replace(/^\//, '').replace(/\/$/, '').split('/')
  return parts.some((part) => part === '' || part === '.' || part === '..')
    ? `“${text}” can match nothing: no file or folder is called “”, “.” or “..”`
    : undefined
}

// Folders may be ticked one by one, and those cost nothing: a path is looked up.
const patterns = z.array(pattern).max(2000).optional()

const size = line
  .regex(/^\d{1,15}(\.\d{1,3})?( ?([kmgt]i?)?b)?$/i, 'a size is a number with its unit: 500 KB, 10 MB, 1.5 GiB')
  .optional()

const time = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], {
    error: 'a date is written as 2026-01-31, or with a time and its zone: 2026-01-31T12:00:00Z',
  })
  .optional()

const age = line
  .regex(
    /^\d{1,5} ?(h|hours?|d|days?|w|weeks?|months?|y|years?)$/i,
    'an age is a whole number with its unit: 12 hours, 30 days, 2 weeks, 6 months, 1 year',
  )
  .optional()

/** `Status: For*` */
const metadata = z
  .array(
    line
      .max(4000)
      .regex(/^\s*[^\s:][^:]*:\s*\S/, 'a filter by metadata is a field and its value, parted by a colon: Status: For*'),
  )
  .max(200)
  .optional()

/** Each with its sentence and, as title, what stands for its value; for web page, API, command line and job file alike. */
export const jobFilters = z
  .strictObject({
    include: patterns.meta({
      title: 'pattern',
      description: 'Copy only what matches: *.pdf, Drawings/*.pdf, Drawings/ or group:drawings',
    }),
    exclude: patterns.meta({
      title: 'pattern',
      description: 'Leave out what matches, whatever is included, but for a path included below a path left out',
    }),
    minSize: size.meta({ title: 'size', description: 'Leave out files that are smaller' }),
    maxSize: size.meta({ title: 'size', description: 'Leave out files that are larger' }),
    modifiedAfter: time.meta({ title: 'date', description: 'Copy only files that were modified on this day or later' }),
    modifiedBefore: time.meta({ title: 'date', description: 'Copy only files that were modified before this day' }),
    minAge: age.meta({ title: 'age', description: 'Copy only files that have not changed for so long' }),
    maxAge: age.meta({ title: 'age', description: 'Copy only files that have changed within this time' }),
    includeMetadata: metadata.meta({
      title: 'field: value',
      description:
        'Copy only files with one of these fields, where the source tells them: Status: For* or Discipline: Structural',
    }),
    excludeMetadata: metadata.meta({
      title: 'field: value',
      description: 'Leave out files with one of these fields, whatever is included',
    }),
  })
  .describe('What a job leaves out; nothing when empty')
export type JobFilters = z.infer<typeof jobFilters>
