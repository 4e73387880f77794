import type { Area, Route } from '../api/route.ts'
import { businessRoutes } from './routes/businesses.ts'
import { faultRoutes } from './routes/faults.ts'
import { peopleRoutes } from './routes/people.ts'
import { setupRoutes } from './routes/setup.ts'
import { snapshotRoutes } from './routes/snapshots.ts'
import { timeRoutes } from './routes/time.ts'

/** Every call of the console, an area a file, below `/sandbox/api`. */
export const sandboxRoutes: readonly Route[] = [
  ...setupRoutes,
  ...peopleRoutes,
  ...businessRoutes,
  ...timeRoutes,
  ...faultRoutes,
  ...snapshotRoutes,
]

/** The same as an area of the documented API, below `/api/v1/sandbox`. */
export const sandboxArea: Area = {
  name: 'The sandbox',
  about: 'Set up the made-up world that software is tested in. No token is needed, for nothing here is real.',
  routes: sandboxRoutes.map((route) => ({ ...route, path: `/sandbox${route.path}` })),
}
