import { MandateError } from '../../core/errors/index.ts'
import type { Route } from './route.ts'

export type FoundRoute = { route: Route; path: Record<string, string> }

/** Makes the search for the route of a request from the table. */
export function routeFinder(routes: readonly Route[]): (method: string, path: string) => FoundRoute {
  const known = routes.map((route) => ({ route, segments: route.path.split('/') }))
  return (method, path) => {
    const asked = path.split('/')
    const here = known.flatMap(({ route, segments }) => {
      const values = match(segments, asked)
      return values === undefined ? [] : [{ route, path: values }]
    })
    const found = here.find(({ route }) => route.method === method)
    if (found !== undefined) return found
    if (here.length === 0) throw new MandateError('common.not-found')
    throw new MandateError('api.method-not-allowed', {
      method: /^[A-Z]{1,10}$/.test(method) ? method : 'this method',
      allow: here.map(({ route }) => route.method).join(', '),
    })
  }
}

/** The values of a path that fits; a fixed segment counts in small letters only. */
function match(segments: readonly string[], asked: readonly string[]): Record<string, string> | undefined {
  if (segments.length !== asked.length) return undefined
  const values: Record<string, string> = {}
  for (const [at, segment] of segments.entries()) {
    const text = asked[at] as string
    if (!segment.startsWith('{')) {
      if (segment !== text) return undefined
    } else {
      const value = decoded(text)
      if (value === undefined || value === '') return undefined
      values[segment.slice(1, -1)] = value
    }
  }
  return values
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
