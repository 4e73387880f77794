import { z } from 'zod'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import type { Transaction } from '../../../platform/store/open.ts'
import { parseInput } from '../../parse-input.ts'
import { recordAct } from '../acts/record-act.ts'
import { changeBusiness, createBusiness } from '../businesses/businesses.ts'
import { createBusinessInput } from '../businesses/fields.ts'
import { addFaultInput } from '../faults/fault.ts'
import { addFault, removeAllFaults } from '../faults/faults.ts'
import { changePersona, createPersona, createPersonaInput } from '../people/personas.ts'
import { requireSandbox } from '../require-sandbox.ts'
import { snapshotName } from '../snapshots/names.ts'
import { resetWorld } from '../snapshots/reset-world.ts'
import { restoreSnapshot } from '../snapshots/restore-snapshot.ts'
import { takeSnapshot } from '../snapshots/take-snapshot.ts'
import { travelInput } from '../time/journey.ts'
import { travel } from '../time/travel.ts'
import { authorisePersona, authorisePersonaInput } from './authorise-persona.ts'
import { notifyOfSoftware, notifyOfSoftwareInput } from './notify-of-software.ts'

const list = <Item extends z.ZodType>(item: Item) => z.array(item).max(200).default([])

export const setUpWorldInput = z.object({
  reset: z.boolean().default(false).describe('Begin with the world of a new sandbox.'),
  restore: snapshotName.optional().describe('Begin with this snapshot.'),
  personas: list(createPersonaInput).describe('Made, or changed to this where there is one of the short name.'),
  businesses: list(createBusinessInput).describe('Made, or changed to this name and status where the ABN is there.'),
  authorisations: list(authorisePersonaInput).describe('In force at once, without a mail and a code.'),
  notifications: list(notifyOfSoftwareInput).describe('Of cloud software, accepted at once.'),
  time: list(travelInput).describe('Journeys in time, one after the other.'),
  faults: list(addFaultInput).describe('In place of those that are there.'),
  snapshot: snapshotName.optional().describe('Keep the world that came of it, in place of the snapshot of this name.'),
})
export type SetUpWorldInput = z.input<typeof setUpWorldInput>

/** What was set up; businesses in the order in which they were named. */
export type SetUpWorld = {
  businesses: { abn: string; name: string }[]
  personas: { id: string; email: string }[]
  journeys: { abn: string; now: string; summary: string }[]
  faults: { id: string }[]
  snapshot: string | null
}

/**
 * Makes the wanted world in one call: what a test run begins with. Steps are taken in the order of the fields; where
 * one cannot be done, those before it stay, and its problem is named with its place.
 *
 * @param seed writes the made-up world of a new sandbox
 */
export async function setUpWorld(
  runtime: Runtime,
  input: SetUpWorldInput,
  seed: (tx: Transaction) => Promise<void>,
): Promise<SetUpWorld> {
  requireSandbox(runtime)
  // The whole of it is judged before anything is done.
  parseInput(setUpWorldInput, input)
  if (input.reset) await resetWorld(runtime, seed)
  if (input.restore !== undefined) await restoreSnapshot(runtime, { name: input.restore })
  const made: SetUpWorld = { businesses: [], personas: [], journeys: [], faults: [], snapshot: null }
  const { store } = runtime
  for (const persona of input.personas ?? []) {
    const isThere = (await store.persona.count({ where: { id: persona.id } })) > 0
    const { id, email } = isThere ? await changePersona(runtime, persona) : await createPersona(runtime, persona)
    made.personas.push({ id, email })
  }
  for (const business of input.businesses ?? []) {
    const abn = business.abn?.replace(/\s/g, '')
    const isThere = abn !== undefined && (await store.registerEntry.count({ where: { abn } })) > 0
    const { name, status } = business
    const view = isThere
      ? await changeBusiness(runtime, { abn, name, ...(status && { status }) })
      : await createBusiness(runtime, business)
    made.businesses.push({ abn: view.abn, name: view.name })
  }
  for (const authorisation of input.authorisations ?? []) await authorisePersona(runtime, authorisation)
  for (const notification of input.notifications ?? []) await notifyOfSoftware(runtime, notification)
  for (const journey of input.time ?? []) {
    const { abn, now, summary } = await travel(runtime, journey)
    made.journeys.push({ abn, now, summary })
  }
  if ((input.faults ?? []).length > 0) await removeAllFaults(runtime)
  for (const fault of input.faults ?? []) made.faults.push({ id: (await addFault(runtime, fault)).id })
  if (input.snapshot !== undefined) {
    made.snapshot = (await takeSnapshot(runtime, { name: input.snapshot, replace: true })).name
  }
  await recordAct(runtime, { area: 'setup', summary: summaryOf(input, made), details: made })
  return made
}

function summaryOf({ reset, restore }: SetUpWorldInput, made: SetUpWorld): string {
  const from = reset ? ', from a new sandbox' : restore === undefined ? '' : `, from the snapshot ${restore}`
  return `A program set up the world${from}: ${made.businesses.length} businesses, ${made.personas.length} personas`
}
