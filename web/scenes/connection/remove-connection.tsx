import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { App, Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import type { ConnectionView } from '#api/contract/connections.ts'
import { api } from '../../api.ts'
import { Refusal } from '../../ask.ts'
import { Loading } from '../../parts/loading.tsx'
import { Refused } from '../../parts/refused.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import styles from './connection.module.css'

const words = texts.connection

interface RemoveConnectionProps {
  readonly connection: ConnectionView
  readonly onClose: () => void
}

const mostNamed = 20

/** Asks for the name of what goes; while jobs use it, shows them instead. */
export function RemoveConnection({ connection: { id, name, jobs: known }, onClose }: RemoveConnectionProps) {
  const [typed, setTyped] = useState('')
  const navigate = useNavigate()
  const client = useQueryClient()
  const { message } = App.useApp()
  const { data: using } = useQuery({ ...reading('listJobs', { connection: id, limit: mostNamed }), staleTime: 0 })
  const remove = useMutation({
    mutationFn: async () => api.removeConnection(id),
    async onSuccess() {
      await navigate({ to: '/connections' })
      client.removeQueries({ queryKey: ['showConnection', id] })
      await client.invalidateQueries({ queryKey: ['listConnections'] })
      void message.success(words.removed(name))
    },
  })
  // Archived jobs are in no list; the refusal names them.
  const inTheWay = remove.error instanceof Refusal ? remove.error.said?.jobs : undefined
  const jobs = inTheWay ?? using?.jobs ?? []
  const count = Math.max(known, jobs.length)
  const isFree = using !== undefined && jobs.length === 0
  return (
    <Modal
      open
      title={words.removal.title(name)}
      onCancel={onClose}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {isFree ? texts.cancel : texts.close}
        </Button>,
        isFree && (
          <Button
            key="remove"
            danger
            type="primary"
            htmlType="submit"
            form="remove-connection"
            disabled={typed.trim() !== name}
            loading={remove.isPending}
          >
            {words.remove}
          </Button>
        ),
      ]}
    >
      <div className={styles.dialog}>
        {!using && <Loading lines={2} />}
        {jobs.length > 0 && (
          <>
            <p>{words.removal.refused(count)}</p>
            <ul className={styles.jobs}>
              {jobs.map((job) => (
                <li key={job.id}>
                  <Link to="/jobs/$job" params={{ job: job.id }}>
                    {job.name}
                  </Link>
                </li>
              ))}
              {count > jobs.length && <li className="quiet">{words.removal.moreJobs(count - jobs.length)}</li>}
            </ul>
          </>
        )}
        {isFree && (
          <Form id="remove-connection" layout="vertical" onFinish={() => typed.trim() === name && remove.mutate()}>
            <p style={{ marginBottom: 12 }}>{words.removal.sentence}</p>
            <Form.Item label={words.removal.type(name)} htmlFor="name-of-removed" style={{ marginBottom: 0 }}>
              <Input
                id="name-of-removed"
                autoFocus
                autoComplete="off"
                value={typed}
                onChange={({ target }) => setTyped(target.value)}
              />
            </Form.Item>
          </Form>
        )}
        {!inTheWay && <Refused error={remove.error} />}
      </div>
    </Modal>
  )
}
