import { MandateError } from '../../core/errors/index.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import type { Store, Transaction } from '../../platform/store/open.ts'
import type { IdentityStrength } from '../../policy/identity/identity-strength.ts'

/** A made-up person to sign in as. `address` is what the register holds, for linking; null where it names the person nowhere. */
export type TestPersona = {
  id: string
  name: string
  email: string
  strength: IdentityStrength
  story: string
  address: string | null
}

/** The made-up world of the sandbox, as a developer needs it to test with. */
export type TestData = {
  personas: TestPersona[]
  /** Organisations that the practice USI registry knows, with the ABN that their credential needs. */
  organisations: { code: string; abn: string; name: string }[]
  students: { usi: string; name: string; birthDate: string; status: string }[]
  /** Services that accept tokens, with the addresses that a request may name. */
  relyingParties: { id: string; name: string; addresses: string[] }[]
}

/**
 * Lists what there is to test with; needs no sign-in.
 *
 * @throws MandateError `common.not-found` in production, where nothing is made up
 */
export async function listTestData({
  settings,
  store,
}: Pick<Runtime, 'settings'> & { store: Store | Transaction }): Promise<TestData> {
  if (settings.mode !== 'sandbox') throw new MandateError('common.not-found')
  const personas = await store.persona.findMany({ orderBy: { position: 'asc' } })
  const associates = await store.registerAssociate.findMany({ orderBy: { id: 'asc' }, take: 200 })
  const organisations = await store.usiOrganisation.findMany({ orderBy: { code: 'asc' }, take: 20 })
  const students = await store.usiRecord.findMany({ orderBy: { usi: 'asc' }, take: 20 })
  const parties = await store.relyingParty.findMany({ include: { addresses: true }, orderBy: { id: 'asc' } })
  return {
    personas: personas.map((persona) => ({
      id: persona.id,
      name: `${persona.givenNames} ${persona.familyName}`,
      email: persona.email,
      strength: persona.strength,
      story: persona.story,
      address: addressOf(associates.find((one) => isSame(one, persona))),
    })),
    organisations: organisations.map(({ code, abn, name }) => ({ code, abn, name })),
    students: students.map(({ usi, firstName, familyName, singleName, birthDate, status }) => ({
      usi,
      name: singleName ?? [firstName, familyName].filter((part) => part !== null).join(' '),
      birthDate,
      status,
    })),
    relyingParties: parties.map(({ id, name, addresses }) => ({
      id,
      name,
      addresses: addresses.map(({ address }) => address).toSorted(),
    })),
  }
}

type Named = { givenNames: string; familyName: string; birthDate: string }

function isSame(a: Named, b: Named): boolean {
  return a.givenNames === b.givenNames && a.familyName === b.familyName && a.birthDate === b.birthDate
}

function addressOf(
  one: { addressLine: string; suburb: string; state: string; postcode: string } | undefined,
): string | null {
  return one === undefined ? null : `${one.addressLine}, ${one.suburb} ${one.state} ${one.postcode}`
}
