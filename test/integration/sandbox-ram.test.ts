import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isAbn } from '../../lib/core/abn.ts'
import { parseAcn } from '../../lib/core/acn.ts'
import type { SoftwareId } from '../../lib/core/software-id.ts'
import type { UseCaseContext } from '../../lib/domain/context.ts'
import { requireOperator } from '../../lib/domain/desk/require-operator.ts'
import { listAuthorisations } from '../../lib/domain/ram/authorisations/list/list-authorisations.ts'
import { findEligibleBusinesses } from '../../lib/domain/ram/linking/online/find-eligible-businesses.ts'
import { decideCloudNotification } from '../../lib/domain/ram/notifications/decide-cloud-notification.ts'
import { registerSignIn } from '../../lib/domain/ram/people/register-sign-in.ts'
import { verifyHistory } from '../../lib/platform/history/verify-history.ts'
import { pairwiseSubject } from '../../lib/platform/oidc/pairwise-subject.ts'
import { inTransaction } from '../../lib/platform/store/transaction.ts'
import { seedCatalogue } from '../../prisma/seed/catalogue.ts'
import { personas, seedPersonas } from '../../prisma/seed/personas.ts'
import { seedRam } from '../../prisma/seed/ram.ts'
import { people, registerSeeds, seedRegister } from '../../prisma/seed/register.ts'
import { createTestRuntime, type TestRuntime } from '../support/runtime.ts'

let runtime: TestRuntime
const seed = () =>
  inTransaction(runtime.store, async (tx) => {
    await seedCatalogue(tx)
    await seedPersonas(tx)
    await seedRegister(tx)
    await seedRam(tx, runtime)
  })
beforeAll(async () => {
  runtime = await createTestRuntime('embedded')
  await seed()
})
afterAll(() => runtime.close())

/** A persona, signed in as the simulated myID would. */
const signedIn = async (id: string): Promise<UseCaseContext> => {
  const persona = personas.find((one) => one.id === id)
  if (persona === undefined) throw new Error(`no persona ${id}`)
  const { givenNames, familyName, birthDate, strength } = persona
  const { personId } = await registerSignIn(runtime, {
    sub: pairwiseSubject(runtime.sealer, 'myid', runtime.settings.oidcClientId, id),
    given_name: givenNames,
    family_name: familyName,
    birthdate: birthDate,
  })
  return { runtime, actor: { personId, givenNames, familyName, strength } }
}

describe('the seeded RAM of the sandbox', () => {
  it('has numbers with right check digits', () => {
    for (const { abn, acn } of registerSeeds) {
      expect(isAbn(abn), abn).toBe(true)
      if (acn !== undefined) expect(() => parseAcn(acn)).not.toThrow()
    }
    expect(registerSeeds.length).toBeGreaterThanOrEqual(12)
  })

  it('gives the personas of the register their own names and birth dates', () => {
    for (const persona of personas) {
      const listed = people[persona.id as keyof typeof people]
      if (listed === undefined) continue
      const { givenNames, familyName, birthDate } = persona
      expect(listed).toMatchObject({ givenNames, familyName, birthDate })
    }
  })

  it.each([
    ['olivia', 'found'],
    ['priya', 'ram.all-linked'],
    ['grace', 'ram.abn-cancelled'],
    ['noah', 'ram.details-outdated'],
    ['aisha', 'ram.identity-too-weak-to-link'],
    ['tom', 'ram.identity-too-weak-to-link'],
    ['amelia', 'ram.no-eligible-business'],
  ] as const)('lets %s meet: %s', async (id, outcome) => {
    const { addressLine, suburb, state, postcode } = people[id]
    const find = findEligibleBusinesses(await signedIn(id), { addressLine, suburb, state: state as 'VIC', postcode })
    if (outcome === 'found')
      expect((await find).businesses).toMatchObject([{ name: 'Wattle Vale Training', problem: null }])
    else await expect(find).rejects.toMatchObject({ code: outcome })
  })

  it('has no business for Henry', async () => {
    const address = { addressLine: '12 Wattle Street', suburb: 'Fitzroy', state: 'VIC' as const, postcode: '3065' }
    await expect(findEligibleBusinesses(await signedIn('henry'), address)).rejects.toMatchObject({
      code: 'ram.no-eligible-business',
    })
  })

  it('has a provider with people in every status, and a client whose notification is in force', async () => {
    const list = await listAuthorisations(await signedIn('priya'), { abn: '11000002568' })
    expect(new Set(list.rows.map(({ status }) => status))).toEqual(
      new Set(['ACTIVE', 'PENDING', 'ACCEPTED', 'INACTIVE']),
    )
    expect(list.renewalsDue).toBe(1)
    const decision = await decideCloudNotification(runtime, {
      clientAbn: '96312011219' as never,
      providerAbn: '11000002568' as never,
      softwareId: '0000123400' as SoftwareId,
      serviceId: 'usi',
    })
    expect(decision).toMatchObject({ allowed: true })
  })

  it('has one operator', async () => {
    await requireOperator(await signedIn('desk'))
    await expect(requireOperator(await signedIn('olivia'))).rejects.toMatchObject({ code: 'common.not-found' })
  })

  it('stays as it is when the sandbox starts again, also where somebody changed it', async () => {
    await runtime.store.agency.update({ where: { id: 'ato' }, data: { name: 'Changed' } })
    await runtime.store.person.updateMany({ data: { termsAcceptedAt: new Date(0) } })
    const counts = async () => [
      await runtime.store.authorisation.count(),
      await runtime.store.historyEntry.count(),
      await runtime.store.person.count(),
      await runtime.store.registerAssociate.count(),
    ]
    const before = await counts()
    await seed()
    expect(await counts()).toEqual(before)
    expect(await runtime.store.agency.findUnique({ where: { id: 'ato' } })).toMatchObject({ name: 'Changed' })
    expect((await verifyHistory(runtime.store)).faults).toEqual([])
  })
})
