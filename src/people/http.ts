import { administrationRoutes } from './people-http.ts'
import { selfRoutes } from './self-http.ts'
import { sessionRoutes, type PeopleMeans } from './session-http.ts'

export function peopleRoutes(means: PeopleMeans) {
  return { ...sessionRoutes(means), ...selfRoutes(means), ...administrationRoutes(means) }
}
