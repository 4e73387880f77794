import { sign } from 'node:crypto'
import type { Abn } from '../../lib/core/abn.ts'
import { toBase64 } from '../../lib/core/bytes.ts'
import { addDays, dayOf } from '../../lib/core/calendar-day.ts'
import { systemRandom, uuid } from '../../lib/core/random.ts'
import type { UseCaseContext } from '../../lib/domain/context.ts'
import { type CreatedCredential, createCredential } from '../../lib/domain/credentials/create/create-credential.ts'
import { heldBy } from '../../lib/domain/ram/acting/scene.ts'
import { createCertificateRequest } from '../../lib/formats/pki/request/create.ts'
import type { FreshKey } from '../../lib/platform/authority/generate-key.ts'
import type { Runtime } from '../../lib/platform/runtime/runtime.ts'
import type { IdentityStrength } from '../../lib/policy/identity/identity-strength.ts'
import type { RoleFacts } from '../../lib/policy/permissions/roles.ts'
import { cachedKeys } from './authority.ts'

/** A business with one person in every role, and a person without any. */
export const business = { abn: '27809366375' as Abn, name: 'Wattle Vale Training' }
export const otherBusiness = { abn: '11000002568' as Abn, name: 'Banksia Cloud Software' }
export const cancelledBusiness = { abn: '51824753556' as Abn, name: 'Closed Doors' }

const castFacts = {
  principal: { type: 'PRINCIPAL_AUTHORITY', isAdministrator: false, isMachineCredentialAdministrator: false },
  representative: {
    type: 'GOVERNMENT_REPRESENTATIVE',
    isAdministrator: false,
    isMachineCredentialAdministrator: false,
  },
  administrator: { type: 'STANDARD', isAdministrator: true, isMachineCredentialAdministrator: false },
  administratorMca: { type: 'STANDARD', isAdministrator: true, isMachineCredentialAdministrator: true },
  user: { type: 'STANDARD', isAdministrator: false, isMachineCredentialAdministrator: false },
  mca: { type: 'STANDARD', isAdministrator: false, isMachineCredentialAdministrator: true },
  basic: { type: 'BASIC', isAdministrator: false, isMachineCredentialAdministrator: false },
} as const satisfies Record<string, RoleFacts>

export type CastRole = keyof typeof castFacts
export const castRoles = Object.keys(castFacts) as CastRole[]
export type Cast = Record<CastRole | 'stranger', UseCaseContext> & {
  /** Authorisation of each role. */
  authorisations: Record<CastRole, string>
}

/** Writes the businesses and their people straight into the database. */
export async function seedCast(runtime: Runtime, of = business): Promise<Cast> {
  const { store } = runtime
  const now = new Date(runtime.clock.now())
  for (const entry of [business, otherBusiness, cancelledBusiness]) {
    const status = entry === cancelledBusiness ? ('CANCELLED' as const) : ('REGISTERED' as const)
    const common = { abn: entry.abn, name: entry.name, entityType: 'Company' }
    await store.registerEntry.createMany({
      data: { ...common, status, statusFrom: '2020-01-01', state: 'NSW', postcode: '2000' },
      skipDuplicates: true,
    })
    await store.business.createMany({ data: { ...common, createdAt: now }, skipDuplicates: true })
  }
  const cast = { authorisations: {} as Record<CastRole, string> } as Cast
  for (const role of castRoles) {
    const person = await addPerson(runtime, role, role === 'basic' ? 'BASIC' : 'STRONG')
    cast[role] = person
    cast.authorisations[role] = await addAuthorisation(runtime, of.abn, role, person)
  }
  cast.stranger = await addPerson(runtime, 'stranger', 'STRONG')
  return cast
}

/** A person who has signed in. */
export async function addPerson(
  runtime: Runtime,
  name: string,
  strength: IdentityStrength = 'STRONG',
): Promise<UseCaseContext> {
  const at = new Date(runtime.clock.now())
  const personId = uuid(systemRandom)
  const actor = { personId, givenNames: name.charAt(0).toUpperCase() + name.slice(1), familyName: 'Tester', strength }
  await runtime.store.person.create({
    data: {
      id: personId,
      subject: `test/${personId}`,
      givenNames: actor.givenNames,
      familyName: actor.familyName,
      createdAt: at,
      lastSeenAt: at,
    },
  })
  return { runtime, actor }
}

/** An authorisation in force. @returns its id */
export async function addAuthorisation(
  runtime: Runtime,
  abn: string,
  role: CastRole,
  { actor }: UseCaseContext,
): Promise<string> {
  const now = runtime.clock.now()
  const id = uuid(systemRandom)
  await runtime.store.authorisation.create({
    data: {
      id,
      abn,
      ...castFacts[role],
      status: 'ACTIVE',
      personId: actor.personId,
      heldBy: heldBy(abn, actor.personId),
      givenNames: actor.givenNames,
      familyName: actor.familyName,
      email: `${actor.givenNames.toLowerCase()}@example.com`,
      startDate: addDays(dayOf(now), -1),
      createdAt: new Date(now),
      acceptedAt: new Date(now),
    },
  })
  return id
}

const leafKeys = cachedKeys('leaf')

/** A key pair that no earlier call gave. */
export function nextLeafKey(): Promise<FreshKey> {
  return leafKeys(2048)
}

/** A certificate request (base64 DER), as the browser makes it. */
export async function requestFor(of: { abn: string; name: string; key?: FreshKey }): Promise<string> {
  const { privateKey, publicKeySpki } = of.key ?? (await nextLeafKey())
  const der = await createCertificateRequest({
    name: of.name,
    abn: of.abn as Abn,
    publicKeySpki,
    sign: async (tbs) => sign('sha256', tbs, privateKey),
  })
  return toBase64(der)
}

/** The id that a page would have given its form. */
export const newSubmission = () => uuid(systemRandom)

/** Makes a credential as a person; what is not given is made up. */
export async function makeTestCredential(
  context: UseCaseContext,
  of: { name?: string; abn?: string; key?: FreshKey; renews?: string; revokePreviousOn?: string } = {},
): Promise<CreatedCredential> {
  const { name = 'USIMachine', abn = business.abn, key, ...rest } = of
  return await createCredential(context, {
    submissionId: newSubmission(),
    abn,
    name,
    certificateRequest: await requestFor({ abn, name, ...(key ? { key } : {}) }),
    declaration: 'yes',
    ...rest,
  })
}

/** A credential of a machine credential administrator of its own, so that tests do not meet one another. */
export async function makeKept(
  runtime: Runtime,
  name: string,
): Promise<{ id: string; keeper: UseCaseContext; authorisationId: string }> {
  const keeper = await addPerson(runtime, `keeper${name.replaceAll(' ', '')}`)
  const authorisationId = await addAuthorisation(runtime, business.abn, 'mca', keeper)
  const { credentialId } = await makeTestCredential(keeper, { name })
  return { id: credentialId, keeper, authorisationId }
}
