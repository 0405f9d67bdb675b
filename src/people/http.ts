import { administrationRoutes } from './people-http.ts'
import { selfRoutes } from './self-http.ts'
import { sessionRoutes } from './session-http.ts'
import { signOnRoutes, type SignOnMeans } from './sign-on-http.ts'

export function peopleRoutes(means: SignOnMeans) {
  return { ...sessionRoutes(means), ...signOnRoutes(means), ...selfRoutes(means), ...administrationRoutes(means) }
}
