import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import type { ConnectionView } from '#api/contract/connections.ts'
import type { JobView, NewJob as Wish } from '#api/contract/jobs.ts'
import { api } from '../../api.ts'
import { FilterTrial } from '../../parts/filter-trial.tsx'
import { JobChoices, type ChosenOptions } from '../../parts/job-choices.tsx'
import { JobFilters } from '../../parts/job-filters.tsx'
import { JobSchedule } from '../../parts/job-schedule.tsx'
import { locationOf, placeOf, type PlaceValues } from '../../parts/place-of.ts'
import { Refused } from '../../parts/refused.tsx'
import { texts } from '../../texts/texts.ts'
import styles from './new-job.module.css'
import { Place } from './place.tsx'

const words = texts.newJob

interface Described {
  readonly name?: string
  readonly source: PlaceValues
  readonly destination: PlaceValues
}

interface NewJobFormProps {
  readonly connections: readonly ConnectionView[]
  /** The job that it is to be like. */
  readonly model: JobView | undefined
}

/** Takes a source and a destination, what to leave out, when to run, and what to do in special cases. */
export function NewJobForm({ connections, model }: NewJobFormProps) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [options, setOptions] = useState<ChosenOptions>(model?.options ?? {})
  const [filters, setFilters] = useState<NonNullable<Wish['filters']>>(model?.filters ?? {})
  const [schedule, setSchedule] = useState<NonNullable<Wish['schedule']>>(model?.schedule ?? {})
  const [form] = Form.useForm<Described>()
  const source = Form.useWatch<PlaceValues | undefined>('source', form)
  const creating = useMutation({
    mutationFn: async ({ name, source, destination }: Described) =>
      api.addJob({
        ...(name?.trim() && { name: name.trim() }),
        source: locationOf(source),
        destination: locationOf(destination),
        options,
        filters,
        schedule,
      }),
    async onSuccess(job) {
      await client.invalidateQueries({ queryKey: ['listJobs'] })
      await navigate({ to: '/jobs/$job', params: { job: job.id } })
    },
  })
  return (
    <Form<Described>
      form={form}
      className={styles.form ?? ''}
      layout="vertical"
      requiredMark={false}
      {...(model && {
        initialValues: {
          // One that was made of the two places is made anew.
          ...(model.name !== `${model.source} → ${model.destination}` && { name: words.nameLike(model.name) }),
          source: placeOf(model.source),
          destination: placeOf(model.destination),
        },
      })}
      onFinish={(described) => creating.mutate(described)}
    >
      <Place name="source" title={words.source} connections={connections} />
      <Place name="destination" title={words.destination} connections={connections} />
      <Form.Item name="name" label={`${words.name} (${texts.optional})`} extra={words.nameHelp}>
        <Input autoComplete="off" maxLength={200} />
      </Form.Item>
      <details className={styles.choices} open={model !== undefined && Object.keys(model.filters).length > 0}>
        <summary>{words.filters}</summary>
        <p className="quiet">{words.filtersHelp}</p>
        <JobFilters filters={filters} onChange={setFilters} />
        <FilterTrial
          source={source?.connection === undefined ? undefined : locationOf(source)}
          filters={filters}
          options={options}
        />
      </details>
      <details className={styles.choices} open={model !== undefined && Object.keys(model.schedule).length > 0}>
        <summary>{words.schedule}</summary>
        <p className="quiet">{words.scheduleHelp}</p>
        <JobSchedule schedule={schedule} onChange={setSchedule} />
      </details>
      <details className={styles.choices}>
        <summary>{words.choices}</summary>
        <p className="quiet">{words.choicesHelp}</p>
        <JobChoices chosen={options} onChange={setOptions} />
      </details>
      <Refused error={creating.error} />
      <div className={styles.acts}>
        <Button type="primary" htmlType="submit" loading={creating.isPending}>
          {words.create}
        </Button>
        <Button onClick={() => void navigate({ to: '/jobs' })}>{texts.cancel}</Button>
      </div>
    </Form>
  )
}
