import type { UsiContext } from '../../lib/domain/evte/usi/context.ts'
import type { UsiApplication } from '../../lib/formats/usi/index.ts'
import { inTransaction } from '../../lib/platform/store/transaction.ts'
import { seedUsi } from '../../prisma/seed/usi.ts'
import { createTestRuntime, type TestRuntime } from './runtime.ts'
import type { StoreKind } from './stores.ts'

export const wattle = { code: 'VA1803', abn: '27809366375', name: 'Wattle Vale Training' }

/** A fresh database with the seeded register. */
export async function openRegister(kind: StoreKind): Promise<TestRuntime> {
  const opened = await createTestRuntime(kind)
  await inTransaction(opened.store, (tx) => seedUsi(tx, opened.clock.now()))
  return opened
}

/** The organisation VA1803 asks, for its own business where no other ABN is given. */
export function askedBy(runtime: TestRuntime, abn = wattle.abn): UsiContext {
  return { store: runtime.store, random: runtime.random, now: runtime.clock.now(), abn, organisation: wattle }
}

type Person = UsiApplication['PersonalDetails']
let counter = 0

/** An application that is right in every way, for a person of its own. */
export function application(changes: Partial<UsiApplication> = {}, person: Partial<Person> = {}): UsiApplication {
  counter += 1
  return {
    ApplicationId: `A${counter}`,
    DVSCheckRequired: true,
    UserReference: 'desk 4',
    ContactDetails: { CountryOfResidenceCode: '1101', EmailAddress: `student${counter}@example.com` },
    PersonalDetails: {
      Gender: 'F',
      FirstName: 'Wilhelmina',
      FamilyName: `Testpattern ${String.fromCharCode(64 + counter)}`,
      DateOfBirth: '2001-05-06',
      CountryOfBirthCode: '1101',
      TownCityOfBirth: 'Dubbo',
      IsPreferredName: false,
      ...person,
    },
    DVSDocument: { type: 'PassportDocumentType', DocumentNumber: 'PA1234567' },
    ...changes,
  }
}
