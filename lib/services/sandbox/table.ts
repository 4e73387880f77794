import type { Route } from '../api/route.ts'
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
