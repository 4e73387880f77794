import type { z } from 'zod'
import { dayOf } from '../../../core/calendar-day.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { uuid } from '../../../core/random.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import type { Transaction } from '../../../platform/store/open.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'
import { invalidInput, parseInput } from '../../parse-input.ts'
import { endLostAssociations } from '../../ram/authorisations/lifecycle/end-lost-associations.ts'
import { recordAct } from '../acts/record-act.ts'
import { requireSandbox } from '../require-sandbox.ts'
import {
  type AddAssociateInput,
  addAssociateInput,
  associate,
  type ChangeBusinessInput,
  type CreateBusinessInput,
  changeBusinessInput,
  createBusinessInput,
  removeAssociateInput,
} from './fields.ts'
import { newAbn } from './new-abn.ts'

/** A business of the simulated register. `isKnown`: RAM knows it, for somebody linked or named it. */
export type RegisteredView = {
  abn: string
  name: string
  entityType: string
  status: 'REGISTERED' | 'CANCELLED'
  state: string
  postcode: string
  isKnown: boolean
  associates: { id: string; role: string; name: string; birthDate: string; address: string; detailsOutdated: boolean }[]
}

const mostBusinesses = 5_000
const mostListed = 200

/** Businesses of the register by name. */
export async function listBusinesses(runtime: Runtime): Promise<RegisteredView[]> {
  requireSandbox(runtime)
  const rows = await runtime.store.registerEntry.findMany({
    orderBy: [{ name: 'asc' }, { abn: 'asc' }],
    take: mostListed,
    select: { abn: true },
  })
  return await viewsOf(
    runtime,
    rows.map(({ abn }) => abn),
  )
}

/** @throws MandateError `common.not-found` */
export async function viewRegistered(runtime: Runtime, abn: string): Promise<RegisteredView> {
  requireSandbox(runtime)
  const [view] = await viewsOf(runtime, [abn])
  if (view === undefined) throw new MandateError('common.not-found')
  return view
}

/**
 * Puts a business into the simulated register.
 *
 * @throws MandateError `sandbox.business-exists`, `sandbox.too-many-businesses`, `common.invalid-input`
 */
export async function createBusiness(runtime: Runtime, input: CreateBusinessInput): Promise<RegisteredView> {
  requireSandbox(runtime)
  const { associates, usiOrganisation, abn = newAbn(runtime.random), ...facts } = parseInput(createBusinessInput, input)
  await inTransaction(runtime.store, async (tx) => {
    if ((await tx.registerEntry.count({ where: { abn } })) > 0)
      throw new MandateError('sandbox.business-exists', { abn })
    if ((await tx.registerEntry.count()) >= mostBusinesses) {
      throw new MandateError('sandbox.too-many-businesses', { most: mostBusinesses })
    }
    await tx.registerEntry.create({ data: { abn, ...facts, statusFrom: dayOf(runtime.clock.now()) } })
    for (const one of associates) await insertAssociate(tx, runtime, { abn, ...one })
    if (usiOrganisation !== undefined) {
      const row = { abn, name: facts.name, authorised: true }
      await tx.usiOrganisation.upsert({
        where: { code: usiOrganisation },
        create: { code: usiOrganisation, ...row },
        update: row,
      })
    }
  })
  const summary = `${facts.name} was registered (${abn})`
  await recordAct(runtime, { area: 'businesses', summary, details: { abn } })
  return await viewRegistered(runtime, abn)
}

/**
 * Changes what the register says of a business: cancels its ABN or registers it again, gives it another name. RAM goes
 * on with the name that it was linked under, as the real one does until the link is made again.
 *
 * @throws MandateError `common.not-found`
 */
export async function changeBusiness(runtime: Runtime, input: ChangeBusinessInput): Promise<RegisteredView> {
  requireSandbox(runtime)
  const { abn, ...changes } = parseInput(changeBusinessInput, input)
  const statusFrom = changes.status === undefined ? undefined : dayOf(runtime.clock.now())
  const { count } = await runtime.store.registerEntry.updateMany({ where: { abn }, data: { ...changes, statusFrom } })
  if (count === 0) throw new MandateError('common.not-found')
  runtime.signals.emit('business-changed', { abn })
  const view = await viewRegistered(runtime, abn)
  const standing = view.status === 'CANCELLED' ? 'its ABN is cancelled' : 'its ABN is registered'
  await recordAct(runtime, { area: 'businesses', summary: `${view.name} (${abn}): ${standing}`, details: { abn } })
  return view
}

/** @throws MandateError `common.not-found`, `common.invalid-input` */
export async function addAssociate(runtime: Runtime, input: AddAssociateInput): Promise<RegisteredView> {
  requireSandbox(runtime)
  const { abn } = parseInput(addAssociateInput, input)
  const { abn: _, ...person } = input
  const facts = parseInput(associate, person)
  await inTransaction(runtime.store, async (tx) => {
    if ((await tx.registerEntry.count({ where: { abn } })) === 0) throw new MandateError('common.not-found')
    await insertAssociate(tx, runtime, { abn, ...facts })
  })
  const view = await viewRegistered(runtime, abn)
  await recordAct(runtime, {
    area: 'businesses',
    summary: `${view.name} (${abn}) has another associate`,
    details: { abn },
  })
  return view
}

/**
 * Takes a person out of the register. Who linked the business with that ends being a principal authority at once, where
 * RAM would otherwise find out within a day.
 *
 * @throws MandateError `common.not-found`
 */
export async function removeAssociate(
  runtime: Runtime,
  input: z.input<typeof removeAssociateInput>,
): Promise<RegisteredView> {
  requireSandbox(runtime)
  const { abn, id } = parseInput(removeAssociateInput, input)
  const { store } = runtime
  const { count } = await store.registerAssociate.deleteMany({ where: { id, abn } })
  if (count === 0) throw new MandateError('common.not-found')
  await store.authorisation.updateMany({
    where: { abn, type: 'PRINCIPAL_AUTHORITY', status: 'ACTIVE' },
    data: { associationCheckedAt: null },
  })
  await endLostAssociations(runtime)
  const view = await viewRegistered(runtime, abn)
  await recordAct(runtime, {
    area: 'businesses',
    summary: `${view.name} (${abn}) has lost an associate`,
    details: { abn },
  })
  return view
}

type NewAssociate = { abn: string } & z.output<typeof associate>

async function insertAssociate(tx: Transaction, { random }: Runtime, one: NewAssociate): Promise<void> {
  const { abn, persona: personaId, role, detailsOutdated = false } = one
  const persona = personaId === undefined ? null : await tx.persona.findUnique({ where: { id: personaId } })
  if (personaId !== undefined && persona === null) throw invalidInput({ persona: `There is no persona ${personaId}.` })
  const { givenNames, familyName, birthDate } = persona ?? one
  if (givenNames === undefined || familyName === undefined || birthDate === undefined)
    throw invalidInput({ persona: 'Name a persona.' })
  // The tax office knows one address of a person, whatever business it is asked about.
  const known = await tx.registerAssociate.findFirst({ where: { givenNames, familyName, birthDate } })
  await tx.registerAssociate.create({
    data: {
      id: uuid(random),
      abn,
      role,
      givenNames,
      familyName,
      birthDate,
      addressLine: one.addressLine ?? known?.addressLine ?? '1 Sandbox Street',
      suburb: one.suburb ?? known?.suburb ?? 'Canberra',
      state: one.state ?? known?.state ?? 'ACT',
      postcode: one.postcode ?? known?.postcode ?? '2600',
      detailsOutdated,
    },
  })
}

async function viewsOf({ store }: Runtime, abns: readonly string[]): Promise<RegisteredView[]> {
  const [entries, known] = await Promise.all([
    store.registerEntry.findMany({
      where: { abn: { in: [...abns] } },
      orderBy: [{ name: 'asc' }, { abn: 'asc' }],
      include: { associates: { orderBy: [{ familyName: 'asc' }, { id: 'asc' }] } },
    }),
    store.business.findMany({ where: { abn: { in: [...abns] } }, select: { abn: true } }),
  ])
  return entries.map(({ associates, abn, name, entityType, status, state, postcode }) => ({
    abn,
    name,
    entityType,
    status,
    state,
    postcode,
    isKnown: known.some((one) => one.abn === abn),
    associates: associates.map((one) => ({
      id: one.id,
      role: one.role,
      name: `${one.givenNames} ${one.familyName}`,
      birthDate: one.birthDate,
      address: `${one.addressLine}, ${one.suburb} ${one.state} ${one.postcode}`,
      detailsOutdated: one.detailsOutdated,
    })),
  }))
}
