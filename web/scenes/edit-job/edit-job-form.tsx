import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Input } from 'antd'
import { useId, useState } from 'react'
import type { JobView } from '#api/contract/jobs.ts'
import { api } from '../../api.ts'
import { behaviors, policies } from '../../parts/choice-groups.ts'
import { FilterTrial } from '../../parts/filter-trial.tsx'
import { JobChoices } from '../../parts/job-choices.tsx'
import { JobFilters } from '../../parts/job-filters.tsx'
import { JobPace } from '../../parts/job-pace.tsx'
import { JobSchedule } from '../../parts/job-schedule.tsx'
import { Panel } from '../../parts/panel.tsx'
import { Refused } from '../../parts/refused.tsx'
import { TakesPart } from '../../parts/takes-part.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import { changesOf, type Described } from './changes-of.ts'
import { Changes } from './changes.tsx'
import { EditMapping } from './edit-mapping.tsx'
import styles from './edit-job.module.css'

const words = texts.editJob

/** Name, category, filters, schedule and choices of a job; what would change is shown before it is saved. */
export function EditJobForm({ job }: { readonly job: JobView }) {
  const id = useId()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { message } = App.useApp()
  // What somebody else saves in the meantime is no change of whoever edits here.
  const [before] = useState<Described>(job)
  const [after, setAfter] = useState(before)
  const changes = changesOf(before, after)
  const close = () => navigate({ to: '/jobs/$job', params: { job: job.id } })
  const saving = useMutation({
    mutationFn: async () => {
      const { name, category = '', filters, options, schedule, pace, mapping } = after
      return api.changeJob(job.id, {
        ...(name !== before.name && { name }),
        ...(category !== (before.category ?? '') && { category: category.trim() }),
        ...(changesOf(before, { ...before, filters }).length > 0 && { filters }),
        ...(changesOf(before, { ...before, options }).length > 0 && { options }),
        ...(changesOf(before, { ...before, schedule }).length > 0 && { schedule }),
        ...(changesOf(before, { ...before, pace }).length > 0 && { pace }),
        ...(changesOf(before, { ...before, mapping }).length > 0 && { mapping }),
      })
    },
    async onSuccess(now) {
      client.setQueryData(reading('showJob', job.id).queryKey, now)
      await client.invalidateQueries({ queryKey: ['listJobs'] })
      void message.success(words.saved(changes.map(({ label }) => label)), 8)
      await close()
    },
  })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (changes.length > 0) saving.mutate()
      }}
    >
      <p className="quiet">{words.sentence(job.source, job.destination)}</p>
      <div className={styles.name}>
        <label htmlFor={`${id}name`}>{texts.newJob.name}</label>
        <Input
          id={`${id}name`}
          value={after.name}
          required
          maxLength={200}
          autoComplete="off"
          onChange={({ target }) => setAfter({ ...after, name: target.value })}
        />
      </div>
      <div className={styles.name}>
        <label htmlFor={`${id}category`}>{`${texts.newJob.category} (${texts.optional})`}</label>
        <Input
          id={`${id}category`}
          value={after.category ?? ''}
          maxLength={60}
          autoComplete="off"
          onChange={({ target }) => setAfter({ ...after, category: target.value })}
        />
      </div>
      {after.mapping && <EditMapping mapping={after.mapping} onChange={(mapping) => setAfter({ ...after, mapping })} />}
      <Panel title={texts.newJob.step.filters.title} sentence={texts.newJob.step.filters.help}>
        <div className={styles.beside}>
          <JobFilters filters={after.filters} onChange={(filters) => setAfter({ ...after, filters })} />
          <div className={styles.tried}>
            {isOneFolder(job) && (
              <TakesPart
                source={job.source}
                filters={after.filters}
                onChange={(filters) => setAfter({ ...after, filters })}
              />
            )}
            <FilterTrial
              source={hasOneSource(job) ? job.source : undefined}
              filters={after.filters}
              options={after.options}
            />
          </div>
        </div>
      </Panel>
      <Panel title={texts.newJob.step.schedule.title} sentence={texts.newJob.step.schedule.help}>
        <JobSchedule schedule={after.schedule} onChange={(schedule) => setAfter({ ...after, schedule })} />
      </Panel>
      <Panel title={texts.pace.title} sentence={texts.pace.help}>
        <JobPace pace={after.pace} onChange={(pace) => setAfter({ ...after, pace })} />
      </Panel>
      <Panel title={texts.newJob.step.policies.title} sentence={texts.newJob.step.policies.help}>
        <JobChoices chosen={after.options} names={policies} onChange={(options) => setAfter({ ...after, options })} />
      </Panel>
      <Panel title={texts.newJob.step.behaviors.title} sentence={texts.newJob.step.behaviors.help}>
        <JobChoices chosen={after.options} names={behaviors} onChange={(options) => setAfter({ ...after, options })} />
      </Panel>
      <Panel title={words.changes}>
        <Changes changes={changes} />
      </Panel>
      <Refused error={saving.error} />
      <div className={styles.acts}>
        <Button type="primary" htmlType="submit" disabled={changes.length === 0} loading={saving.isPending}>
          {words.save(changes.length)}
        </Button>
        <Button onClick={() => void close()}>{texts.cancel}</Button>
      </div>
    </form>
  )
}

/** Of those there are many, filters cannot be tried on all. */
function hasOneSource({ source }: JobView): boolean {
  return !source.endsWith(':')
}

/** Whose sub-folders the filters are about; those of a job for each sub-folder or row begin further down. */
function isOneFolder(job: JobView): boolean {
  return hasOneSource(job) && (job.mapping === undefined || job.mapping.each === 'project')
}
