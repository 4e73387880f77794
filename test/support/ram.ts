import type { Abn } from '../../lib/core/abn.ts'
import { addDays, dayOf } from '../../lib/core/calendar-day.ts'
import { uuid } from '../../lib/core/random.ts'
import type { UseCaseContext } from '../../lib/domain/context.ts'
import type { CreateAuthorisationInput } from '../../lib/domain/ram/authorisations/create-authorisation.ts'
import { inTransaction } from '../../lib/platform/store/transaction.ts'
import type { IdentityStrength } from '../../lib/policy/identity/identity-strength.ts'
import type { Role, RoleFacts } from '../../lib/policy/permissions/roles.ts'
import { seedCatalogue } from '../../prisma/seed/catalogue.ts'
import { people, registerSeeds, seedRegister } from '../../prisma/seed/register.ts'
import { createTestRuntime, type TestRuntime } from './runtime.ts'
import type { StoreKind } from './stores.ts'

/** A RAM to test with: the catalogue and the register are there, nobody is linked. */
export type RamWorld = Awaited<ReturnType<typeof createRamWorld>>

/** ABNs of the simulated register. */
export const abns = {
  wattle: '27809366375' as Abn,
  banksia: '11000002568' as Abn,
  ironbark: '96312011219' as Abn,
  cancelled: '49601000006' as Abn,
  outdated: '57602000019' as Abn,
  saltbush: '77603000022' as Abn,
  trust: '85604000035' as Abn,
  surveyors: '32607000064' as Abn,
  quandong: '30612000110' as Abn,
}

/** What makes each role. */
export const factsOfRole: Record<Role, RoleFacts> = {
  PRINCIPAL_AUTHORITY: { type: 'PRINCIPAL_AUTHORITY', isAdministrator: false, isMachineCredentialAdministrator: false },
  PRIMARY_PERSON: { type: 'RESPONSIBLE_AUTHORITY', isAdministrator: false, isMachineCredentialAdministrator: false },
  ADMINISTRATOR: { type: 'STANDARD', isAdministrator: true, isMachineCredentialAdministrator: false },
  ADMINISTRATOR_MCA: { type: 'STANDARD', isAdministrator: true, isMachineCredentialAdministrator: true },
  AUTHORISED_USER: { type: 'STANDARD', isAdministrator: false, isMachineCredentialAdministrator: false },
  AUTHORISED_USER_MCA: { type: 'STANDARD', isAdministrator: false, isMachineCredentialAdministrator: true },
  BASIC_USER: { type: 'BASIC', isAdministrator: false, isMachineCredentialAdministrator: false },
}

let names = 0

export async function createRamWorld(kind: StoreKind, options: Parameters<typeof createTestRuntime>[1] = {}) {
  const runtime: TestRuntime = await createTestRuntime(kind, options)
  const { store, clock } = runtime
  await inTransaction(store, async (tx) => {
    await seedCatalogue(tx)
    await seedRegister(tx)
  })

  /** Somebody who has signed in. */
  async function person(
    givenNames: string,
    familyName: string,
    { strength = 'STRONG' as IdentityStrength, birthDate = null as string | null } = {},
  ): Promise<UseCaseContext> {
    const id = uuid(runtime.random)
    const at = new Date(clock.now())
    await store.person.create({
      data: { id, subject: id, givenNames, familyName, birthDate, createdAt: at, lastSeenAt: at },
    })
    return { runtime, actor: { personId: id, givenNames, familyName, strength } }
  }

  /** One of the register's people. */
  async function known(who: keyof typeof people, strength: IdentityStrength = 'STRONG'): Promise<UseCaseContext> {
    const { givenNames, familyName, birthDate } = people[who]
    return await person(givenNames, familyName, { strength, birthDate })
  }

  async function business(abn: Abn): Promise<Abn> {
    const { name, entityType } = registerSeeds.find((seed) => seed.abn === abn) ?? { name: abn, entityType: 'Company' }
    await store.business.createMany({
      data: { abn, name, entityType, createdAt: new Date(clock.now()) },
      skipDuplicates: true,
    })
    return abn
  }

  /** Somebody with an authorisation in force, written straight into the database. */
  async function member(
    abn: Abn,
    role: Role,
    facts: {
      startDate?: string
      endDate?: string | null
      strength?: IdentityStrength
      name?: string
      email?: string
    } = {},
  ): Promise<{ context: UseCaseContext; id: string }> {
    await business(abn)
    const familyName = facts.name ?? `Member${letters(++names)}`
    const context = await person('Pat', familyName, { strength: facts.strength ?? 'STRONG' })
    const id = uuid(runtime.random)
    const { personId } = context.actor
    const { startDate = dayOf(clock.now()), endDate = null } = facts
    const accepted = startDate > dayOf(clock.now())
    await store.authorisation.create({
      data: {
        id,
        abn,
        ...factsOfRole[role],
        status: accepted ? 'ACCEPTED' : 'ACTIVE',
        personId,
        heldBy: `${abn}/${personId}`,
        givenNames: 'Pat',
        familyName,
        email: facts.email ?? `${familyName.toLowerCase()}@example.com`,
        startDate,
        endDate: endDate ?? (role === 'BASIC_USER' ? addDays(dayOf(clock.now()), 200) : null),
        acceptedAt: new Date(clock.now()),
        createdAt: new Date(clock.now()),
      },
    })
    return { context, id }
  }

  /** Text of the newest mail to an address, of a kind if given. */
  async function newestMail(recipient: string, kind?: string) {
    return await store.mail.findFirst({
      where: { recipient, kind },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    })
  }

  /** The authorisation code that was mailed last to an address. */
  async function mailedCode(recipient: string): Promise<string> {
    const mails = await store.mail.findMany({ where: { recipient, kind: { startsWith: 'authorisation-request' } } })
    const rows = await store.authorisation.findMany({ select: { codeHash: true } })
    const hashes = new Set(rows.map(({ codeHash }) => codeHash))
    for (const { text } of mails) {
      const code = /^ {4}(\w{6})$/m.exec(text)?.[1] ?? ''
      if (hashes.has(runtime.sealer.hashCode('authorisation-request', code))) return code
    }
    throw new Error(`no mail with a good code to ${recipient}`)
  }

  /** The six-digit code that was mailed for a sending. */
  async function mailedDigits(emailCodeId: string): Promise<string> {
    const mail = await store.mail.findUnique({ where: { dedupeKey: `email-code/${emailCodeId}` } })
    return /^ {4}(\d{6})$/m.exec(mail?.text ?? '')?.[1] ?? ''
  }

  const newId = () => uuid(runtime.random)

  /** A whole form of the wizard, to be changed where the test needs. */
  function draft(abn: Abn, changes: Partial<CreateAuthorisationInput> = {}): CreateAuthorisationInput {
    return {
      submissionId: newId(),
      abn,
      representativeType: 'STANDARD',
      givenNames: 'Marcus',
      familyName: 'Webb',
      email: 'marcus@example.com',
      isAdministrator: 'no',
      isMachineCredentialAdministrator: 'no',
      startDate: dayOf(clock.now()),
      endDate: '',
      access: [{ agencyId: 'osir', level: 'FULL' }],
      declaration: 'yes',
      ...changes,
    }
  }

  return { runtime, store, clock, person, known, business, member, newestMail, mailedCode, mailedDigits, newId, draft }
}

function letters(number: number): string {
  return [...String(number)].map((digit) => String.fromCharCode(97 + Number(digit))).join('')
}
