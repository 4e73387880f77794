import { z } from 'zod'
import { travelInput } from '../../../../domain/sandbox/time/journey.ts'
import { listClocks } from '../../../../domain/sandbox/time/list-clocks.ts'
import { travel } from '../../../../domain/sandbox/time/travel.ts'
import { openRoute, type Route } from '../../route.ts'

const clock = z
  .object({
    abn: z.string(),
    name: z.string(),
    now: z.string().describe("The business's moment, ISO 8601."),
    today: z.string().describe('Its day in Australian eastern time, ISO 8601.'),
    offsetMs: z.number().describe('How far it is ahead of the real time, milliseconds.'),
  })
  .meta({ id: 'SandboxClock' })

const happened = {
  summary: z.string().describe('In a few words: `2 mails, 1 credential ended`.'),
  mails: z.array(z.object({ id: z.string(), kind: z.string(), subject: z.string(), recipient: z.string() })),
  events: z.array(z.object({ at: z.string(), act: z.string(), label: z.string(), subject: z.string() })),
  expired: z.array(z.object({ id: z.string(), name: z.string() })),
}

/** Time travel. */
export const timeRoutes: readonly Route[] = [
  openRoute({
    access: 'sandbox',
    method: 'GET',
    path: '/sandbox/time',
    id: 'listSandboxClocks',
    summary: 'See the clocks of the businesses',
    input: z.object({}),
    answer: z.object({ clocks: z.array(clock) }).meta({ id: 'SandboxClocks' }),
    call: async ({ runtime }) => ({ clocks: await listClocks(runtime) }),
  }),
  openRoute({
    access: 'sandbox',
    method: 'POST',
    path: '/sandbox/time',
    id: 'travelInTime',
    summary: 'Send the clock of a business to another moment',
    description:
      'What falls due on the way happens at once: mails, reminders, ends. Back again, it stays; a snapshot undoes it.',
    input: travelInput,
    answer: clock.extend({ from: z.string(), actId: z.string(), ...happened }).meta({ id: 'SandboxJourney' }),
    call: ({ runtime }, input) => travel(runtime, input),
  }),
]
