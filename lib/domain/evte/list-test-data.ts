import { MandateError } from '../../core/errors/index.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import type { IdentityStrength } from '../../policy/identity-strength.ts'

/** The made-up world of the sandbox, as a developer needs it to test with. */
export type TestData = {
  personas: { id: string; name: string; email: string; strength: IdentityStrength; story: string }[]
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
export async function listTestData({ settings, store }: Runtime): Promise<TestData> {
  if (settings.mode !== 'sandbox') throw new MandateError('common.not-found')
  const personas = await store.persona.findMany({ orderBy: { position: 'asc' } })
  const organisations = await store.usiOrganisation.findMany({ orderBy: { code: 'asc' }, take: 20 })
  const students = await store.usiRecord.findMany({ orderBy: { usi: 'asc' }, take: 20 })
  const parties = await store.relyingParty.findMany({ include: { addresses: true }, orderBy: { id: 'asc' } })
  return {
    personas: personas.map(({ id, givenNames, familyName, email, strength, story }) => ({
      id,
      name: `${givenNames} ${familyName}`,
      email,
      strength,
      story,
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
