import { z } from 'zod'
import { span } from './schedule.ts'
import { line } from './text.ts'

export const priorities = ['high', 'normal', 'low'] as const

const amount = String.raw`\d{1,9}(?:\.\d{1,3})? ?(?:[kmg]i?)?b`
const amountHelp = 'an amount is a number with its unit: 500 KB, 10 MB, 1.5 GiB'

/** `mon-fri 08:00-18:00 2 MB`: hours as in a schedule, and the limit in them. */
const limitedHours = line.max(200).superRefine((text, context) => {
  const [, hours, limit] = /^(.*\S) (\d\S*(?: [a-z]+)?)$/i.exec(text) ?? []
  const isAmount = new RegExp(`^${amount}$`, 'i').test(limit ?? '')
  if (isAmount && span.safeParse(hours).success) return
  context.addIssue({ code: 'custom', message: `they are written as mon-fri 08:00-18:00 2 MB; ${amountHelp}` })
})

/** Each key with its sentence and, as title, what stands for its value; for web page, API, command line and job file alike. */
export const jobPace = z
  .strictObject({
    priority: z
      .enum(priorities)
      .optional()
      .meta({ title: 'word', description: 'Which runs go first when several wait for work: high, normal or low' }),
    bandwidth: line
      .regex(new RegExp(`^${amount}$`, 'i'), amountHelp)
      .optional()
      .meta({
        title: 'amount',
        description: 'The most content that is moved in a second: 10 MB; else there is no limit',
      }),
    bandwidthBetween: z.array(limitedHours).min(1).max(20).optional().meta({
      title: 'hours',
      description: 'Another limit in these hours, by the time zone of the schedule: mon-fri 08:00-18:00 2 MB',
    }),
  })
  .describe('How much of the installation a job may take: before whom it comes, and how fast it moves')
export type JobPace = z.infer<typeof jobPace>
