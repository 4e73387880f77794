import type { Area } from './route.ts'
import { authorisationRoutes } from './routes/authorisations.ts'
import { businessRoutes } from './routes/businesses.ts'
import { selfRoutes } from './routes/self.ts'

/** Every route that there is, an area a file. Routing, the OpenAPI document and the reference page come from it. */
export const areas: readonly Area[] = [selfRoutes, businessRoutes, authorisationRoutes]
