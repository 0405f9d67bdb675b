import type { Settings } from '#config'
import { groundOf } from '#connections/ground-of.ts'
import { limitsOf } from '#connections/limits-of.ts'
import { openLocation } from '#connections/open-location.ts'
import { handOver } from '#notifications/hand-over.ts'
import { openMailer } from '#notifications/mail.ts'
import { notificationHandlers, onDeadDelivery, sendDeliveryThrough } from '#notifications/queue-tasks.ts'
import { watchDeliveries } from '#notifications/watch-deliveries.ts'
import { onDeadTask, queueHandlers, sendThrough } from '#runs/queue-tasks.ts'
import { recoverRuns } from '#runs/recover.ts'
import { stopRuns } from '#runs/stop-runs.ts'
import type { Stage } from '#runs/stage.ts'
import { Stops } from '#runs/stops.ts'
import { superviseRuns } from '#runs/supervise.ts'
import { watchSchedules } from '#runs/watch-schedules.ts'
import { watchThroughput } from '#runs/watch-throughput.ts'
import { openHttp } from '#toolkit/http.ts'
import { openLog } from '../log.ts'
import { openHouse, type House } from './house.ts'
import { running, type Running } from './running.ts'
import { StartError } from './start-error.ts'
import { openTasks, taskKinds } from './tasks.ts'

/** Starts the work alone, on the database that servers share. */
export async function work(settings: Settings): Promise<Running> {
  if (settings.workers === 0)
    throw new StartError('gantry work with --workers 0 has nothing to do; give it at least 1.')
  const log = openLog(settings)
  await using stack = new AsyncDisposableStack()
  const house = await openHouse(stack, 'work', { settings, log })
  await startWork(stack, house)
  log.info({ data: house.folder.path, workers: settings.workers }, 'gantry-works')
  return running(stack.move(), log)
}

/** What the API needs to put runs on their way and to stop them. */
export interface Work extends Pick<Stage, 'send' | 'limitsOf'> {
  readonly tellToStop: (run: string) => Promise<void>
  /** Hands over messages that wait to be sent. */
  readonly hurry: () => Promise<void>
}

/** Opens the queue and carries out its tasks, as many at a time as the settings say. */
export async function startWork(stack: AsyncDisposableStack, house: House): Promise<Work> {
  const { db, database, settings } = house
  const stops = new Stops()
  const tellToStop = await stopRuns(stack, { database, stops })
  const queue = await openTasks(stack, house)
  const send = sendThrough(queue, db)
  const stage: Stage = {
    ...house,
    send,
    stops,
    reportsFolder: house.folder.reports,
    groundOf: (location) => groundOf(location, house.storages),
    open: (location, purpose) => openLocation(location, purpose, house),
    limitsOf: (connections) => limitsOf(connections, house),
    atOnce: { all: settings.runsAtOnce, perConnection: settings.runsAtOncePerConnection },
  }
  const http = openHttp(house.network)
  stack.defer(() => http.close())
  const telling = { ...house, http, mailer: openMailer(settings), publicUrl: settings.publicUrl }
  const onDeadRun = onDeadTask(stage)
  queue.handle({ ...queueHandlers(stage), ...notificationHandlers(telling) }, async (task) => {
    const { kind, data } = task
    if ('delivery' in data) return onDeadDelivery(house, data)
    if (kind !== 'deliver-webhook') await onDeadRun({ ...task, kind, data })
  })
  await recoverRuns({ db, send, now: house.clock.now() })
  superviseRuns(stack, { ...house, send })
  watchThroughput(stack, house)
  watchSchedules(stack, { ...house, send, tellToStop })
  const handing = { ...house, sendDelivery: sendDeliveryThrough(queue) }
  watchDeliveries(stack, handing)
  if (settings.workers > 0) await queue.work(taskKinds, settings.workers)
  return { send, limitsOf: stage.limitsOf, tellToStop, hurry: () => handOver(handing) }
}
