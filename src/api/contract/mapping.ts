import { z } from 'zod'
import { line, title } from './text.ts'

export const mappingKinds = ['folder', 'project', 'row'] as const

/** As a name of a filter: `*` for any signs, `?` for one; capitals count for nothing. */
const namePattern = line
  .min(1)
  .max(200)
  .refine((text) => !/(?<!\\)\//.test(text), 'it is a pattern of one name: Tower*, *phase 2*')

const namePatterns = z.array(namePattern).max(200).optional()

const below = line
  .max(4000)
  .refine((text) => !text.startsWith('/') && !text.split('/').some((name) => name === '.' || name === '..'), {
    message: 'it is a folder below another one: Drawings or Drawings/West',
  })
  .optional()

const row = z.strictObject({
  source: z.string().min(1).max(8192).describe('The folder that is read, below the source of the job'),
  destination: z.string().min(1).max(8192).describe('The folder that is written to, below the destination of the job'),
  name: title.optional().describe('What stands for the row in the name of its job'),
})
export type MappingRow = z.infer<typeof row>

/** Of a list by which a job is divided. */
export const mostMappingRows = 2000

/** Each key with its sentence and, as title, what stands for its value; for web page, API, command line and job file alike. */
export const jobMapping = z
  .strictObject({
    each: z.enum(mappingKinds).meta({
      title: 'what',
      description:
        'One job for each folder directly in the source, each project of the connection that stands alone as source or destination, or each row of a list',
    }),
    names: namePatterns.meta({
      title: 'pattern',
      description: 'Only folders or projects whose name is like one of these: Tower* or *phase 2*',
    }),
    except: namePatterns.meta({
      title: 'pattern',
      description: 'None whose name is like one of these, whatever else is said',
    }),
    activeOnly: z
      .boolean()
      .optional()
      .meta({ title: 'yes', description: 'Only projects that are active, where the platform tells' }),
    company: line
      .min(1)
      .max(200)
      .optional()
      .meta({ title: 'name', description: 'Only projects of the company of this name' }),
    from: below.meta({
      title: 'folder',
      description: 'The folder within each that is copied, such as Drawings; else all of it',
    }),
    to: below.meta({
      title: 'folder',
      description:
        'Where at the destination the content of each goes, {name} standing for its name; else a folder of that name, or the top of its project',
    }),
    rows: z.array(row).min(1).max(mostMappingRows).optional().meta({
      title: 'file',
      description: 'A source, a destination and perhaps a name for each job, below the source and destination here',
    }),
    wrongRows: z.enum(['refuse', 'leave-out']).optional().meta({
      title: 'word',
      description: 'Whether a list with a row that is wrong is refused, or taken without it; else refused',
    }),
  })
  .superRefine((mapping, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    const { each } = mapping
    if (each === 'row' && !mapping.rows) refuse('rows', 'one job for each row needs rows')
    for (const name of ['rows', 'wrongRows'] as const) {
      if (each !== 'row' && mapping[name] !== undefined) refuse(name, 'it goes with “each: row” only')
    }
    for (const name of ['names', 'except', 'from', 'to'] as const) {
      if (each === 'row' && mapping[name] !== undefined) refuse(name, 'a list says it row by row: it needs none')
    }
    for (const name of ['activeOnly', 'company'] as const) {
      if (each !== 'project' && mapping[name] !== undefined) refuse(name, 'it goes with “each: project” only')
    }
  })
  .describe(
    'How a job is divided into one job for each of many places, which it makes, starts and adds up; it moves nothing itself then',
  )
export type JobMapping = z.infer<typeof jobMapping>

const leftOut = z.object({
  /** Of the folder, project or row. */
  name: z.string(),
  why: z.string(),
})

/** The jobs that a mapping would make as things are now. */
export const mappingPreview = z.object({
  jobs: z.array(z.object({ name: z.string(), source: z.string(), destination: z.string() })),
  leftOut: z.array(leftOut),
  /** What else is to be known: sources of rows that cannot be read, or were not looked into; a sentence each. */
  notices: z.array(z.string()),
})
export type MappingPreview = z.infer<typeof mappingPreview>

/** What the last look of a mapping job found. */
export const mappingLook = z.object({
  at: z.iso.datetime(),
  /** Jobs that it made. */
  made: z.number().int(),
  /** The first hundred, and how many there are. */
  leftOut: z.array(leftOut),
  leftOutCount: z.number().int(),
  /** Names of jobs whose folder, project or row has gone since the look before: they run no more. */
  gone: z.array(z.string()),
})
export type MappingLook = z.infer<typeof mappingLook>
