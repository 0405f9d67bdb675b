import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import type { NewJob as Wish } from '#api/contract/jobs.ts'
import { api } from '../../api.ts'
import { Failed } from '../../parts/failed.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Notice } from '../../parts/notice.tsx'
import { JobChoices, type ChosenOptions } from '../../parts/job-choices.tsx'
import { JobFilters } from '../../parts/job-filters.tsx'
import { Page } from '../../parts/page.tsx'
import { Refused } from '../../parts/refused.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import styles from './new-job.module.css'
import { Place, type PlaceValues } from './place.tsx'

const words = texts.newJob

interface Described {
  readonly name?: string
  readonly source: PlaceValues
  readonly destination: PlaceValues
}

/** Takes a source and a destination, and what to do in special cases. */
export function NewJob() {
  const { data, error, refetch } = useQuery(reading('listConnections', { limit: 500 }))
  const client = useQueryClient()
  const navigate = useNavigate()
  const [options, setOptions] = useState<ChosenOptions>({})
  const [filters, setFilters] = useState<NonNullable<Wish['filters']>>({})
  const [form] = Form.useForm<Described>()
  const creating = useMutation({
    mutationFn: async ({ name, source, destination }: Described) =>
      api.addJob({
        ...(name?.trim() && { name: name.trim() }),
        source: locationOf(source),
        destination: locationOf(destination),
        options,
        filters,
      }),
    async onSuccess(job) {
      await client.invalidateQueries({ queryKey: ['listJobs'] })
      await navigate({ to: '/jobs/$job', params: { job: job.id } })
    },
  })
  if (!data) {
    return (
      <Page title={words.title}>
        {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Loading lines={8} />}
      </Page>
    )
  }
  const { connections } = data
  return (
    <Page title={words.title}>
      {connections.length === 0 ? (
        <Notice title={words.noConnection.title} sentence={words.noConnection.sentence}>
          <Link to="/connections">{words.noConnection.act}</Link>
        </Notice>
      ) : (
        <Form<Described>
          form={form}
          className={styles.form ?? ''}
          layout="vertical"
          requiredMark={false}
          onFinish={(described) => creating.mutate(described)}
        >
          <Place name="source" title={words.source} connections={connections} />
          <Place name="destination" title={words.destination} connections={connections} />
          <Form.Item name="name" label={`${words.name} (${texts.optional})`} extra={words.nameHelp}>
            <Input autoComplete="off" maxLength={200} />
          </Form.Item>
          <details className={styles.choices}>
            <summary>{words.filters}</summary>
            <p className="quiet">{words.filtersHelp}</p>
            <JobFilters filters={filters} onChange={setFilters} />
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
      )}
    </Page>
  )
}

function locationOf({ connection, folder }: PlaceValues): string {
  return `${connection}:${folder ?? ''}`
}
