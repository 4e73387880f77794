import { z } from 'zod'
import {
  addAssociate,
  changeBusiness,
  createBusiness,
  listBusinesses,
  removeAssociate,
} from '../../../../domain/sandbox/businesses/businesses.ts'
import {
  addAssociateInput,
  changeBusinessInput,
  createBusinessInput,
  removeAssociateInput,
} from '../../../../domain/sandbox/businesses/fields.ts'
import { openRoute, type Route } from '../../route.ts'

const business = z
  .object({
    abn: z.string(),
    name: z.string(),
    entityType: z.string(),
    status: z.enum(['REGISTERED', 'CANCELLED']),
    state: z.string(),
    postcode: z.string(),
    isKnown: z.boolean().describe('Somebody has linked or named it in RAM.'),
    associates: z.array(
      z.object({
        id: z.string(),
        role: z.string(),
        name: z.string(),
        birthDate: z.string(),
        address: z.string(),
        detailsOutdated: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'SandboxBusiness' })

/** The simulated business register. */
export const businessRoutes: readonly Route[] = [
  openRoute({
    access: 'sandbox',
    method: 'GET',
    path: '/sandbox/businesses',
    id: 'listSandboxBusinesses',
    summary: 'List the businesses of the register',
    input: z.object({}),
    answer: z.object({ businesses: z.array(business) }).meta({ id: 'SandboxBusinesses' }),
    call: async ({ runtime }) => ({ businesses: await listBusinesses(runtime) }),
  }),
  openRoute({
    access: 'sandbox',
    method: 'POST',
    path: '/sandbox/businesses',
    id: 'createSandboxBusiness',
    summary: 'Put a business into the register',
    status: 201,
    input: createBusinessInput,
    answer: business,
    call: ({ runtime }, input) => createBusiness(runtime, input),
  }),
  openRoute({
    access: 'sandbox',
    method: 'PATCH',
    path: '/sandbox/businesses/{abn}',
    id: 'changeSandboxBusiness',
    summary: 'Cancel an ABN, register it again, or change the name',
    input: changeBusinessInput,
    answer: business,
    call: ({ runtime }, input) => changeBusiness(runtime, input),
  }),
  openRoute({
    access: 'sandbox',
    method: 'POST',
    path: '/sandbox/businesses/{abn}/associates',
    id: 'addSandboxAssociate',
    summary: 'Add an associate',
    status: 201,
    input: addAssociateInput,
    answer: business,
    call: ({ runtime }, input) => addAssociate(runtime, input),
  }),
  openRoute({
    access: 'sandbox',
    method: 'DELETE',
    path: '/sandbox/businesses/{abn}/associates/{id}',
    id: 'removeSandboxAssociate',
    summary: 'Take an associate out of the register',
    description: 'Who linked the business with that ends being a principal authority at once.',
    input: removeAssociateInput,
    answer: business,
    call: ({ runtime }, input) => removeAssociate(runtime, input),
  }),
]
