import type { Route } from '../api/route.ts'
import { faultRoutes } from './routes/faults.ts'
import { snapshotRoutes } from './routes/snapshots.ts'
import { timeRoutes } from './routes/time.ts'

/** Every call of the console, an area a file: below `/sandbox/api`, and as part of the documented API. */
export const sandboxRoutes: readonly Route[] = [...timeRoutes, ...faultRoutes, ...snapshotRoutes]
