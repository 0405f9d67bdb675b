import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { openChanges } from '#api/changes.ts'
import { signOnPage } from '#api/contract/people.ts'
import { apiRoot, routes as places } from '#api/contract/routes.ts'
import { eventRoutes } from '#api/events-http.ts'
import { houseRoutes } from '#api/http.ts'
import { localToken } from '#api/local-token.ts'
import { proofKeyRoutes } from '#api/proof-key-http.ts'
import { apiServer } from '#api/server.ts'
import { webPage } from '#api/web-page.ts'
import { auditRoutes } from '#audit/http.ts'
import type { Settings } from '#config'
import { clientRoutes } from '#connections/client-http.ts'
import { contentRoutes } from '#connections/content-http.ts'
import { groundOf } from '#connections/ground-of.ts'
import { comparisonRoutes } from '#comparison/http.ts'
import { connectionRoutes } from '#connections/http.ts'
import { locate, locateBroadly } from '#connections/locate.ts'
import { openLocation } from '#connections/open-location.ts'
import { jobRoutes } from '#jobs/http.ts'
import { notificationRoutes } from '#notifications/http.ts'
import { offerFirstAdministrator } from '#people/first-administrator.ts'
import { peopleRoutes } from '#people/http.ts'
import { linkAddress } from '#people/link-address.ts'
import type { Clock, Platform } from '#platform'
import { pdfPrinter } from '#reports/pdf.ts'
import { runRoutes } from '#runs/http.ts'
import { openLog } from '../log.ts'
import { openHouse, type House } from './house.ts'
import { openIdentityProvider } from './open-identity-provider.ts'
import { running, type Running } from './running.ts'
import { cannotListen } from './start-error.ts'
import { startWork, type Work } from './work.ts'

export interface Server extends Running {
  /** Where it listens: `http://127.0.0.1:7070`. */
  readonly url: string
  /** The one-time link that makes the first administrator, while there is none. For the console, never for a log. */
  readonly welcomeUrl?: string
}

/** What is as usual unless somebody says otherwise, as tests do. */
export interface Surroundings {
  readonly platforms?: readonly Platform[]
  readonly writeLog?: (line: string) => void
  readonly clock?: Clock
}

/** Starts a Gantry: API, and the work unless it is left to other processes. */
export async function serve(settings: Settings, { platforms, writeLog, clock }: Surroundings = {}): Promise<Server> {
  const log = openLog(settings, writeLog)
  await using stack = new AsyncDisposableStack()
  const house = await openHouse(stack, 'serve', {
    settings,
    log,
    ...(platforms && { platforms }),
    ...(clock && { clock }),
  })
  const work = await startWork(stack, house)
  const app = await openApi(stack, house, work)
  const url = await listen(app, settings)
  log.info({ url, data: house.folder.path }, 'gantry-serves')
  const offer = await offerFirstAdministrator(house)
  const welcomeUrl = offer && linkAddress(settings.publicUrl ?? localUrl(app), offer.secret)
  return { ...running(stack.move(), log), url, ...(welcomeUrl !== undefined && { welcomeUrl }) }
}

async function openApi(stack: AsyncDisposableStack, house: House, work: Work): Promise<FastifyInstance> {
  const { settings, log } = house
  const redirectUrl = () => `${settings.publicUrl ?? localUrl(app)}${apiRoot}${places.completeSignIn.path}`
  const locating = (text: string, signal: AbortSignal) => locate(text, { ...house, signal })
  const app: FastifyInstance = apiServer({
    log,
    door: { ...house, localToken: await localToken(house.folder.path) },
    names: settings,
    requestsPerMinute: settings.requestsPerMinute,
    routes: {
      ...houseRoutes(house.platforms),
      ...eventRoutes({ changes: await openChanges(stack, house.database) }),
      ...peopleRoutes({
        ...house,
        publicUrl: settings.publicUrl,
        provider: openIdentityProvider(stack, house),
        signOnUrl: () => new URL(`${settings.publicUrl ?? localUrl(app)}${signOnPage}`).href,
      }),
      ...auditRoutes(house),
      ...proofKeyRoutes(house),
      ...connectionRoutes({
        ...house,
        trackingWord: settings.procoreTrackingWord,
        publicUrl: settings.publicUrl,
        redirectUrl,
      }),
      ...clientRoutes({ ...house, redirectUrl }),
      ...contentRoutes(house),
      ...comparisonRoutes(house),
      ...notificationRoutes({ ...house, ...work, canMail: settings.smtpUrl !== undefined }),
      ...jobRoutes({
        ...house,
        locate: locating,
        locateBroadly: (text, signal) => locateBroadly(text, { ...house, signal }),
        groundOf: (location) => groundOf(location, house.storages),
        look: (location) => openLocation(location, 'simulation', house),
      }),
      ...runRoutes({
        ...house,
        ...work,
        printPdf: pdfPrinter(settings.pdfBrowser),
        openToRead: async (text, signal) => openLocation(await locating(text, signal), 'reading', house),
      }),
    },
  })
  stack.defer(() => app.close())
  app.register(webPage)
  return app
}

async function listen(app: FastifyInstance, { host, port }: Settings): Promise<string> {
  try {
    return await app.listen({ host, port })
  } catch (error) {
    throw cannotListen(host, port, error)
  }
}

/** As platforms know a program on a person's own machine: by name. */
function localUrl(app: FastifyInstance): string {
  const { port } = app.server.address() as AddressInfo
  return `http://localhost:${port}`
}
