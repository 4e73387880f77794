import { viewBusiness, viewBusinessInput } from '../../../domain/ram/businesses/view-business.ts'
import { business } from '../answers/business.ts'
import { type Area, route } from '../route.ts'

export const businessRoutes: Area = {
  name: 'Businesses',
  about: 'The business that the token is for.',
  routes: [
    route({
      method: 'GET',
      path: '/businesses/{abn}',
      id: 'viewBusiness',
      summary: 'See the business',
      right: 'business:read',
      input: viewBusinessInput,
      answer: business,
      call: viewBusiness,
    }),
  ],
}
