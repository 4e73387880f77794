import { addDays, type Day, dayOf } from '../../lib/core/calendar-day.ts'
import { day } from '../../lib/core/clock.ts'
import { hashRequestCode } from '../../lib/domain/ram/authorisations/requests/request-code.ts'
import { recordHistory } from '../../lib/platform/history/record-history.ts'
import { pairwiseSubject } from '../../lib/platform/oidc/pairwise-subject.ts'
import type { Runtime } from '../../lib/platform/runtime/runtime.ts'
import type { Prisma } from '../../lib/platform/store/generated/client.ts'
import type { Transaction } from '../../lib/platform/store/open.ts'
import type { AuthorisationType } from '../../lib/policy/permissions/roles.ts'
import { type PersonaSeed, personaEmail, personas } from './personas.ts'
import { registerSeeds } from './register.ts'
import { seedId } from './seed-id.ts'

const provider = '11000002568'
const client = '96312011219'

/** Made-up people of Banksia Cloud Software who are no personas, so that its lists have something of everything. */
const colleagues = [
  { givenNames: 'Liam', familyName: 'Carter', type: 'STANDARD', isAdministrator: true, state: 'active' },
  {
    givenNames: 'Chloe',
    familyName: 'Adams',
    type: 'STANDARD',
    isMachineCredentialAdministrator: true,
    state: 'active',
  },
  { givenNames: 'Ethan', familyName: 'Wright', type: 'STANDARD', state: 'pending' },
  { givenNames: 'Sofia', familyName: 'Marino', type: 'BASIC', state: 'ending' },
  { givenNames: 'Ruby', familyName: 'Young', type: 'STANDARD', state: 'starting' },
  { givenNames: 'Oscar', familyName: 'Bell', type: 'STANDARD', state: 'removed' },
] as const satisfies readonly Colleague[]

type Colleague = {
  givenNames: string
  familyName: string
  type: AuthorisationType
  isAdministrator?: boolean
  isMachineCredentialAdministrator?: boolean
  state: 'active' | 'pending' | 'ending' | 'starting' | 'removed'
}

/**
 * The sandbox's businesses that are linked already: a provider of cloud software with its people, and its client with
 * an accepted notification. A business that is there stays as it is.
 */
export async function seedRam(tx: Transaction, runtime: Runtime): Promise<void> {
  await seedBusiness(tx, runtime, provider, async (world) => {
    await linkTo(world, 'priya')
    for (const colleague of colleagues) await seedColleague(world, colleague)
  })
  await seedBusiness(tx, runtime, client, async (world) => {
    await linkTo(world, 'grace')
    await seedNotification(world)
  })
  await seedOperator(tx, runtime)
}

/** Dana works at the operator's desk from her first sign-in. */
async function seedOperator(tx: Transaction, { settings, sealer, clock }: Runtime): Promise<void> {
  const { id, givenNames, familyName, birthDate } = personas.find((persona) => persona.id === 'desk') as PersonaSeed
  const subject = pairwiseSubject(sealer, 'myid', settings.oidcClientId, id)
  const at = new Date(clock.now())
  const facts = { givenNames, familyName, birthDate, email: personaEmail({ id }), createdAt: at, lastSeenAt: at }
  await tx.person.createMany({
    data: { id: seedId(`person/${subject}`), subject, isOperator: true, ...facts },
    skipDuplicates: true,
  })
}

type World = { tx: Transaction; runtime: Runtime; abn: string; now: ReturnType<Runtime['clock']['now']>; today: Day }

async function seedBusiness(
  tx: Transaction,
  runtime: Runtime,
  abn: string,
  fill: (world: World) => Promise<void>,
): Promise<void> {
  const entry = registerSeeds.find((seed) => seed.abn === abn)
  if (entry === undefined || (await tx.business.findUnique({ where: { abn } })) !== null) return
  const now = runtime.clock.now()
  const { name, entityType } = entry
  await tx.business.create({ data: { abn, name, entityType, createdAt: new Date(now) } })
  await fill({ tx, runtime, abn, now, today: dayOf(now) })
}

async function linkTo(world: World, personaId: string): Promise<void> {
  const persona = personas.find(({ id }) => id === personaId) as PersonaSeed
  const { settings, sealer } = world.runtime
  const { id, givenNames, familyName, birthDate } = persona
  const subject = pairwiseSubject(sealer, 'myid', settings.oidcClientId, id)
  const email = personaEmail(persona)
  const personId = await knowPerson(world, { subject, givenNames, familyName, birthDate, email })
  await authorise(world, 'business-linked', {
    type: 'PRINCIPAL_AUTHORITY',
    status: 'ACTIVE',
    personId,
    heldBy: `${world.abn}/${personId}`,
    givenNames,
    familyName,
    email,
    startDate: world.today,
    acceptedAt: new Date(world.now),
  })
}

async function seedColleague(world: World, colleague: Colleague): Promise<void> {
  const { state, ...facts } = colleague
  const { abn, now, today, runtime } = world
  const email = `${colleague.givenNames}.${colleague.familyName}@example.com`.toLowerCase()
  const { givenNames, familyName } = colleague
  const access = { create: [{ agencyId: 'ato', level: 'FULL' as const }] }
  if (state === 'pending') {
    const code = hashRequestCode(runtime, `seed ${email}`)
    const codeExpiresAt = new Date(now + 7 * day)
    await authorise(world, 'authorisation-requested', {
      ...facts,
      email,
      status: 'PENDING',
      startDate: today,
      codeHash: code,
      codeExpiresAt,
      access,
    })
    return
  }
  const personId = await knowPerson(world, { subject: `seed/${email}`, givenNames, familyName, email })
  const common = { ...facts, personId, email, acceptedAt: new Date(now), access }
  const held = { heldBy: `${abn}/${personId}` }
  const start = addDays(today, -300)
  if (state === 'removed') {
    const end = { status: 'INACTIVE', inactiveReason: 'REMOVED', endedAt: new Date(now) } as const
    await authorise(world, 'authorisation-removed', { ...common, ...end, startDate: start })
  } else if (state === 'starting') {
    await authorise(world, 'authorisation-accepted', {
      ...common,
      ...held,
      status: 'ACCEPTED',
      startDate: addDays(today, 14),
    })
  } else {
    const endDate = state === 'ending' ? addDays(today, 25) : null
    await authorise(world, 'authorisation-accepted', {
      ...common,
      ...held,
      status: 'ACTIVE',
      startDate: start,
      endDate,
    })
  }
}

async function seedNotification({ tx, now, today }: World): Promise<void> {
  const id = seedId(`notification/${client}/${provider}`)
  const facts = { softwareId: '0000123400', serviceId: 'usi', startDate: today }
  await tx.cloudNotification.create({
    data: {
      id,
      clientAbn: client,
      providerAbn: provider,
      status: 'ACCEPTED',
      ...facts,
      createdAt: new Date(now),
      decidedAt: new Date(now),
    },
  })
  for (const abn of [provider, client].sort()) {
    await recordHistory(tx, {
      abn,
      at: now,
      category: 'NOTIFICATION',
      act: 'notification-added',
      actor: 'system',
      subject: { id, name: facts.softwareId },
      details: { client, provider, softwareId: facts.softwareId, service: facts.serviceId, startDate: today },
    })
  }
}

async function knowPerson(
  { tx, now }: World,
  facts: { subject: string; givenNames: string; familyName: string; birthDate?: string; email: string },
): Promise<string> {
  const at = new Date(now)
  const known = await tx.person.findUnique({ where: { subject: facts.subject } })
  if (known !== null) return known.id
  const id = seedId(`person/${facts.subject}`)
  await tx.person.create({ data: { id, ...facts, createdAt: at, lastSeenAt: at } })
  return id
}

async function authorise(
  { tx, abn, now }: World,
  act: string,
  facts: Omit<Prisma.AuthorisationUncheckedCreateInput, 'id' | 'abn' | 'createdAt'>,
): Promise<void> {
  const id = seedId(`authorisation/${abn}/${facts.email}`)
  await tx.authorisation.create({ data: { id, abn, createdAt: new Date(now), ...facts } })
  await recordHistory(tx, {
    abn,
    at: now,
    category: 'AUTHORISATION',
    act,
    actor: 'system',
    subject: { id, name: `${facts.givenNames} ${facts.familyName}` },
    details: { type: facts.type, startDate: facts.startDate },
  })
}
