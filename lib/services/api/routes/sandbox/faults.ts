import { z } from 'zod'
import { addFaultInput, faultCodes, faultServices } from '../../../../domain/sandbox/faults/fault.ts'
import {
  addFault,
  listFaults,
  removeAllFaults,
  removeFault,
  removeFaultInput,
} from '../../../../domain/sandbox/faults/faults.ts'
import { openRoute, type Route } from '../../route.ts'

const fault = z
  .object({
    id: z.string(),
    service: z.string().nullable().describe('null: the first service that is called.'),
    error: z.string().nullable(),
    title: z.string().nullable(),
    delayMs: z.number(),
    drop: z.boolean(),
    abn: z.string().nullable(),
    credential: z.object({ id: z.string(), name: z.string() }).nullable(),
    remaining: z.number().nullable().describe('Calls that it will still meet; null: until it is removed.'),
    hits: z.number(),
    createdAt: z.string(),
  })
  .meta({ id: 'SandboxFault' })

const removed = z.object({ removed: z.number() }).meta({ id: 'SandboxFaultsRemoved' })

const services = Object.keys(faultServices) as (keyof typeof faultServices)[]

/** Faults on demand. */
export const faultRoutes: readonly Route[] = [
  openRoute({
    access: 'sandbox',
    method: 'GET',
    path: '/sandbox/faults',
    id: 'listSandboxFaults',
    summary: 'List the faults on demand',
    description: 'With the codes of the errors that each service can be made to give.',
    input: z.object({}),
    answer: z
      .object({
        faults: z.array(fault),
        codes: z.array(z.object({ service: z.string(), codes: z.array(z.string()) })),
      })
      .meta({ id: 'SandboxFaults' }),
    call: async ({ runtime }) => ({
      faults: await listFaults(runtime),
      codes: services.map((service) => ({ service, codes: faultCodes(service) })),
    }),
  }),
  openRoute({
    access: 'sandbox',
    method: 'POST',
    path: '/sandbox/faults',
    id: 'addSandboxFault',
    summary: 'Have calls fail on demand',
    description:
      'Calls that nothing is wrong with are refused with any error of the catalogue, held back, or cut off. For one call alone, the request header Mandate-Fault does the same without this.',
    status: 201,
    input: addFaultInput,
    answer: fault,
    call: ({ runtime }, input) => addFault(runtime, input),
  }),
  openRoute({
    access: 'sandbox',
    method: 'DELETE',
    path: '/sandbox/faults/{id}',
    id: 'removeSandboxFault',
    summary: 'Remove a fault',
    input: removeFaultInput,
    answer: removed,
    call: ({ runtime }, input) => removeFault(runtime, input),
  }),
  openRoute({
    access: 'sandbox',
    method: 'DELETE',
    path: '/sandbox/faults',
    id: 'removeSandboxFaults',
    summary: 'Remove every fault',
    input: z.object({}),
    answer: removed,
    call: ({ runtime }) => removeAllFaults(runtime),
  }),
]
