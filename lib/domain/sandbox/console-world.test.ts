import { afterAll, beforeAll, expect, test } from 'vitest'
import { seed, seedWorld } from '../../../prisma/seed/index.ts'
import { openTestAuthority } from '../../../test/support/authority.ts'
import { createTestRuntime, type TestRuntime } from '../../../test/support/runtime.ts'
import { isAbn } from '../../core/abn.ts'
import { businessStanding } from '../mas/business-standing.ts'
import { openRegister } from '../ram/businesses/register/register.ts'
import {
  addAssociate,
  changeBusiness,
  createBusiness,
  removeAssociate,
  viewRegistered,
} from './businesses/businesses.ts'
import { newAbn } from './businesses/new-abn.ts'
import { changePersona, createPersona, listPersonas } from './people/personas.ts'
import { authorisePersona } from './setup/authorise-persona.ts'
import { setUpWorld } from './setup/set-up-world.ts'

const bakery = '96312011219'
const vera = {
  id: 'vera',
  givenNames: 'Vera',
  familyName: 'Stone',
  birthDate: '1990-01-31',
  strength: 'STRONG' as const,
}

let runtime: TestRuntime
beforeAll(async () => {
  runtime = await createTestRuntime('embedded')
  await seed(runtime, await openTestAuthority(runtime))
})
afterAll(() => runtime.close())

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'not refused',
    (error: { code: string; fields: object }) => [error.code, ...Object.keys(error.fields)].join(' '),
  )

test('a persona that cannot be is refused', async () => {
  expect(await refusal(createPersona(runtime, { ...vera, id: 'olivia' }))).toBe('sandbox.persona-exists')
  expect(await refusal(createPersona(runtime, { ...vera, id: 'Not Short' }))).toBe('common.invalid-input id')
  expect(await refusal(createPersona(runtime, { ...vera, strength: 'MEDIUM' as never }))).toBe(
    'common.invalid-input strength',
  )
  expect(await refusal(createPersona(runtime, { ...vera, birthDate: '1990-02-31' }))).toBe(
    'common.invalid-input birthDate',
  )
  expect(await refusal(changePersona(runtime, { id: 'nobody', strength: 'BASIC' }))).toBe('sandbox.persona-unknown')
  expect((await listPersonas(runtime)).some(({ id }) => id === 'vera')).toBe(false)
})

test('a persona is made and changed, and a restart leaves the change alone', async () => {
  expect(await createPersona(runtime, vera)).toMatchObject({ email: 'vera@example.com', strength: 'STRONG' })
  await changePersona(runtime, { id: 'tom', strength: 'STANDARD', familyName: 'Barker' })
  await runtime.store.$transaction((tx) => seedWorld(tx, runtime))
  expect((await listPersonas(runtime)).find(({ id }) => id === 'tom')).toMatchObject({
    familyName: 'Barker',
    strength: 'STANDARD',
  })
})

test('made-up ABNs have the right check digits', () => {
  for (let count = 0; count < 50; count++) expect(isAbn(newAbn(runtime.random))).toBe(true)
})

test('a business that cannot be is refused', async () => {
  expect(await refusal(createBusiness(runtime, { abn: bakery, name: 'Twice' }))).toBe('sandbox.business-exists')
  expect(await refusal(createBusiness(runtime, { abn: '11111111111', name: 'Wrong' }))).toBe('common.invalid-input abn')
  expect(await refusal(createBusiness(runtime, { name: '' }))).toBe('common.invalid-input name')
  const nobody = { name: 'No one', associates: [{ persona: 'nobody', role: 'Director' }] }
  expect(await refusal(createBusiness(runtime, nobody))).toBe('common.invalid-input persona')
  expect(await runtime.store.registerEntry.count({ where: { name: 'No one' } })).toBe(0)
  expect(await refusal(changeBusiness(runtime, { abn: '53004085616', status: 'CANCELLED' }))).toBe('common.not-found')
  expect(await refusal(addAssociate(runtime, { abn: bakery, role: 'Director' }))).toBe(
    'common.invalid-input givenNames familyName birthDate',
  )
})

test('a cancelled ABN is seen by the token service at once', async () => {
  const standing = businessStanding(runtime, openRegister(runtime))
  expect(await standing.isCancelled(bakery as never)).toBe(false)
  await changeBusiness(runtime, { abn: bakery, status: 'CANCELLED', name: 'Ironbark Bread' })
  expect(await standing.isCancelled(bakery as never)).toBe(true)
  await changeBusiness(runtime, { abn: bakery, status: 'REGISTERED' })
  expect(await standing.isCancelled(bakery as never)).toBe(false)
  expect((await viewRegistered(runtime, bakery)).name).toBe('Ironbark Bread')
  standing.close()
})

test('who is taken out of the register is a principal authority no more', async () => {
  const { abn } = await createBusiness(runtime, { name: 'Stone Masonry', associates: [{ persona: 'vera' }] })
  await authorisePersona(runtime, { abn, persona: 'vera', type: 'PRINCIPAL_AUTHORITY' })
  // Somebody linked it: an operator's links are not ended by the register.
  const row = await runtime.store.authorisation.findFirstOrThrow({ where: { abn } })
  await runtime.store.authorisation.update({ where: { id: row.id }, data: { createdById: row.personId } })
  const { associates } = await viewRegistered(runtime, abn)
  await removeAssociate(runtime, { abn, id: associates[0]?.id ?? '' })
  expect(await runtime.store.authorisation.findUniqueOrThrow({ where: { id: row.id } })).toMatchObject({
    status: 'INACTIVE',
    inactiveReason: 'NO_LONGER_ASSOCIATE',
  })
})

test('an authorisation without the strength or a second one is refused', async () => {
  const of = { abn: bakery, type: 'PRINCIPAL_AUTHORITY' as const }
  expect(await refusal(authorisePersona(runtime, { ...of, persona: 'marcus' }))).toBe('common.invalid-input persona')
  expect(await refusal(authorisePersona(runtime, { ...of, persona: 'grace' }))).toBe('common.invalid-input persona')
  expect(await refusal(authorisePersona(runtime, { ...of, persona: 'vera', isAdministrator: true }))).toBe(
    'common.invalid-input type',
  )
})

test('a world is set up in one call, judged as a whole before anything is done', async () => {
  const seeding = (tx: Parameters<typeof seedWorld>[0]) => seedWorld(tx, runtime)
  const wrong = { reset: true, businesses: [{ name: 'Fine' }], time: [{ abn: bakery, to: 'soon' as never }] }
  expect(await refusal(setUpWorld(runtime, wrong, seeding))).toBe('common.invalid-input time.0.to')
  expect((await listPersonas(runtime)).some(({ id }) => id === 'vera')).toBe(true)

  const abn = '53004085616'
  const wanted = {
    reset: true,
    personas: [vera, { ...vera, id: 'tom', familyName: 'Other' }],
    businesses: [{ abn, name: 'CI Training', associates: [{ persona: 'vera' }], usiOrganisation: 'ci1234' }],
    authorisations: [
      { abn, persona: 'vera', type: 'PRINCIPAL_AUTHORITY' as const },
      { abn, persona: 'marcus', type: 'STANDARD' as const, isMachineCredentialAdministrator: true },
    ],
    notifications: [{ client: abn, provider: '11000002568', softwareId: '1234567890' }],
    time: [{ abn, to: 'days' as const, days: 10 }],
    faults: [{ service: 'mas' as const, error: 'mas.credential-revoked', calls: 3 }],
    snapshot: 'ci',
  }
  for (let run = 0; run < 2; run++) {
    const made = await setUpWorld(runtime, wanted, seeding)
    expect(made).toMatchObject({ businesses: [{ abn, name: 'CI Training' }], snapshot: 'ci' })
    expect(made.faults).toHaveLength(1)
  }
  expect(await runtime.store.usiOrganisation.findUniqueOrThrow({ where: { code: 'CI1234' } })).toMatchObject({ abn })
  expect(await runtime.store.authorisation.count({ where: { abn, status: 'ACTIVE' } })).toBe(2)
  expect(await runtime.store.cloudNotification.count({ where: { clientAbn: abn, status: 'ACCEPTED' } })).toBe(1)
})
