import { apiRoot, routes } from './contract/routes.ts'

const patterns = Object.values(routes).map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^${apiRoot}${path.replace(/\{\w+\}/g, '[^/]+')}/?$`),
}))

/** The methods that an address of the API takes; none where there is nothing. */
export function methodsAt(url: string): readonly string[] {
  const path = url.split('?')[0] ?? ''
  return [...new Set(patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))]
}
