import { z } from 'zod'
import { seedWorld } from '../../../../../prisma/seed/index.ts'
import { setUpWorld, setUpWorldInput } from '../../../../domain/sandbox/setup/set-up-world.ts'
import { openRoute, type Route } from '../../route.ts'

/** The whole world in one call. */
export const setupRoutes: readonly Route[] = [
  openRoute({
    access: 'sandbox',
    method: 'POST',
    path: '/sandbox/setup',
    id: 'setUpSandbox',
    summary: 'Set up the wanted world in one call',
    description:
      'What a test run begins with. Steps are taken in the order of the fields. Machine credentials are made by the kit, for their keys never leave the machine that they are for.',
    status: 201,
    input: setUpWorldInput,
    answer: z
      .object({
        businesses: z.array(z.object({ abn: z.string(), name: z.string() })),
        personas: z.array(z.object({ id: z.string(), email: z.string() })),
        journeys: z.array(z.object({ abn: z.string(), now: z.string(), summary: z.string() })),
        faults: z.array(z.object({ id: z.string() })),
        snapshot: z.string().nullable(),
      })
      .meta({ id: 'SandboxWorld' }),
    call: ({ runtime }, input) => setUpWorld(runtime, input, (tx) => seedWorld(tx, runtime)),
  }),
]
