import type { Area } from './route.ts'
import { authorisationRoutes } from './routes/authorisations.ts'
import { businessRoutes } from './routes/businesses.ts'
import { credentialRoutes } from './routes/credentials.ts'
import { dspRoutes } from './routes/dsp.ts'
import { historyRoutes } from './routes/history.ts'
import { notificationRoutes } from './routes/notifications.ts'
import { sandboxAreas } from './routes/sandbox/index.ts'
import { selfRoutes } from './routes/self.ts'
import { traceRoutes } from './routes/traces.ts'

/** Every route that there is, an area a file. Routing, the OpenAPI document and the reference page come from it. */
export const areas: readonly Area[] = [
  selfRoutes,
  businessRoutes,
  authorisationRoutes,
  notificationRoutes,
  credentialRoutes,
  traceRoutes,
  historyRoutes,
  dspRoutes,
  ...sandboxAreas,
]
