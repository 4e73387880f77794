import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { abns, createRamWorld, factsOfRole, type RamWorld } from '../../../test/support/ram.ts'
import type { Abn } from '../../core/abn.ts'
import { addDays, dayOf } from '../../core/calendar-day.ts'
import { hasCode } from '../../core/errors/index.ts'
import { uuid } from '../../core/random.ts'
import type { Act } from '../../policy/permissions/acts.ts'
import { decide } from '../../policy/permissions/decide.ts'
import { type Role, roleOf, roles } from '../../policy/permissions/roles.ts'
import type { UseCaseContext } from '../context.ts'
import { createAuthorisation } from './authorisations/create-authorisation.ts'
import { checkAuthorisation } from './authorisations/draft/check-authorisation.ts'
import { prepareAuthorisation } from './authorisations/draft/prepare-authorisation.ts'
import { editAuthorisation } from './authorisations/edit/edit-authorisation.ts'
import { prepareImport } from './authorisations/imports/prepare-import.ts'
import { listAuthorisations } from './authorisations/list/list-authorisations.ts'
import { removeAuthorisation } from './authorisations/remove-authorisation.ts'
import { renewAuthorisations } from './authorisations/renew-authorisations.ts'
import { reissueCode } from './authorisations/requests/reissue-code.ts'
import { viewAuthorisation } from './authorisations/view-authorisation.ts'
import { openBusiness } from './businesses/open-business.ts'
import { pinBusiness } from './businesses/pin-business.ts'
import { viewBusiness } from './businesses/view-business.ts'
import { listHistory } from './history/list-history.ts'
import { acceptNotification } from './notifications/accept-notification.ts'
import { createNotification } from './notifications/create-notification.ts'
import { declineNotification } from './notifications/decline-notification.ts'
import { endNotification } from './notifications/end-notification.ts'
import { findBusiness } from './notifications/find-business.ts'
import { listNotifications } from './notifications/list-notifications.ts'
import { requestNotification } from './notifications/request-notification.ts'
import { viewNotification } from './notifications/view-notification.ts'
import { changeEmail } from './people/emails/change-email.ts'
import { sendEmailCode } from './people/emails/send-email-code.ts'
import { verifyEmailCode } from './people/emails/verify-email-code.ts'

/**
 * Every use case of RAM, called by every role with every identity strength, on every relationship, and from another
 * business: it does what the permission matrix allows, and refuses the rest with the matrix's reason and no trace.
 */

let world: RamWorld
beforeAll(async () => {
  world = await createRamWorld('postgresql')
  for (const abn of [abns.wattle, abns.banksia, abns.ironbark]) await world.business(abn)
})
afterAll(() => world.runtime.close())

type Call = { context: UseCaseContext; abn: Abn; target: string }
type OnBusiness = { act: Act; run(call: Omit<Call, 'target'>): Promise<unknown> }
type OnAuthorisation = { act: Act; pending?: boolean; run(call: Call): Promise<unknown> }

const id = () => uuid(world.runtime.random)
const today = () => dayOf(world.clock.now())
const common = (abn: Abn) => ({ submissionId: id(), abn, declaration: 'yes' as const })
let softwareIds = 0
const notification = (abn: Abn) => ({
  ...common(abn),
  softwareIds: [String(1_000_000_000 + ++softwareIds)],
  serviceId: 'usi',
  startDate: today(),
})
const given = async (abn: Abn, status: 'PENDING' | 'ACCEPTED') => {
  const row = { clientAbn: abn, providerAbn: abns.quandong, softwareId: String(2_000_000_000 + ++softwareIds) }
  await world.business(abns.quandong)
  const data = {
    ...row,
    id: id(),
    serviceId: 'usi',
    status,
    startDate: today(),
    createdAt: new Date(world.clock.now()),
  }
  return (await world.store.cloudNotification.create({ data })).id
}

const onBusiness: Record<string, OnBusiness> = {
  viewBusiness: { act: 'view-business', run: ({ context, abn }) => viewBusiness(context, { abn }) },
  openBusiness: { act: 'view-business', run: ({ context, abn }) => openBusiness(context, { abn }) },
  pinBusiness: { act: 'view-business', run: ({ context, abn }) => pinBusiness(context, { abn, pinned: 'yes' }) },
  listAuthorisations: { act: 'list-authorisations', run: ({ context, abn }) => listAuthorisations(context, { abn }) },
  prepareAuthorisation: {
    act: 'create-authorisation',
    run: ({ context, abn }) => prepareAuthorisation(context, { abn, representativeType: 'BASIC' }),
  },
  checkAuthorisation: {
    act: 'create-authorisation',
    run: ({ context, abn }) => checkAuthorisation(context, world.draft(abn), 'access'),
  },
  createAuthorisation: {
    act: 'create-authorisation',
    run: ({ context, abn }) =>
      createAuthorisation(
        context,
        world.draft(abn, { isAdministrator: 'yes', isMachineCredentialAdministrator: 'yes' }),
      ),
  },
  listHistory: { act: 'view-history', run: ({ context, abn }) => listHistory(context, { abn }) },
  listNotifications: { act: 'list-notifications', run: ({ context, abn }) => listNotifications(context, { abn }) },
  prepareImport: { act: 'import-authorisations', run: ({ context, abn }) => prepareImport(context, { abn }) },
  viewNotification: {
    act: 'list-notifications',
    run: async ({ context, abn }) => viewNotification(context, { abn, id: await given(abn, 'ACCEPTED') }),
  },
  findBusiness: {
    act: 'manage-notifications',
    run: ({ context, abn }) => findBusiness(context, { abn, search: 'cloud' }),
  },
  createNotification: {
    act: 'manage-notifications',
    run: ({ context, abn }) => createNotification(context, { ...notification(abn), providerAbn: abns.quandong }),
  },
  requestNotification: {
    act: 'request-notification',
    run: ({ context, abn }) => requestNotification(context, { ...notification(abn), clientAbn: abns.quandong }),
  },
  acceptNotification: {
    act: 'manage-notifications',
    run: async ({ context, abn }) => acceptNotification(context, { ...common(abn), id: await given(abn, 'PENDING') }),
  },
  declineNotification: {
    act: 'manage-notifications',
    run: async ({ context, abn }) => declineNotification(context, { ...common(abn), id: await given(abn, 'PENDING') }),
  },
  endNotification: {
    act: 'manage-notifications',
    run: async ({ context, abn }) => endNotification(context, { ...common(abn), id: await given(abn, 'ACCEPTED') }),
  },
}

const edit = async ({ context, abn, target }: Call, changes: object) => {
  const { version } = await world.store.authorisation.findUniqueOrThrow({ where: { id: target } })
  return await editAuthorisation(context, { ...common(abn), id: target, version, ...changes })
}
const onAuthorisation: Record<string, OnAuthorisation> = {
  viewAuthorisation: {
    act: 'view-authorisation',
    run: ({ context, abn, target }) => viewAuthorisation(context, { abn, id: target }),
  },
  editAuthorisation: { act: 'edit-authorisation', run: (call) => edit(call, { endDate: addDays(today(), 50) }) },
  appointAdministrator: { act: 'appoint-administrator', run: (call) => edit(call, { isAdministrator: 'yes' }) },
  appointMca: {
    act: 'appoint-machine-credential-administrator',
    run: (call) => edit(call, { isMachineCredentialAdministrator: 'yes' }),
  },
  reissueCode: {
    act: 'reissue-code',
    pending: true,
    run: ({ context, abn, target }) => reissueCode(context, { submissionId: id(), abn, id: target }),
  },
  removeAuthorisation: {
    act: 'remove-authorisation',
    run: ({ context, abn, target }) => removeAuthorisation(context, { submissionId: id(), abn, id: target }),
  },
  renewAuthorisations: {
    act: 'renew-authorisation',
    run: async ({ context, abn, target }) => {
      const { failed } = await renewAuthorisations(context, { ...common(abn), items: [{ id: target }] })
      if (failed[0] !== undefined)
        throw Object.assign(new Error(failed[0].problem.title), { code: failed[0].problem.code, name: 'MandateError' })
    },
  },
  changeEmail: {
    act: 'change-email',
    run: async ({ context, abn, target }) => {
      await world.store.emailCode.deleteMany()
      const email = `new${++softwareIds}@example.com`
      const { emailCodeId } = await sendEmailCode(context, { email, purpose: 'CHANGE_EMAIL' })
      await verifyEmailCode(context, { emailCodeId, code: await world.mailedDigits(emailCodeId) })
      return await changeEmail(context, { submissionId: id(), abn, id: target, emailCodeId })
    },
  },
}

/** Roles of others that the matrix tells apart: principal authorities of both kinds, and representatives. */
const kinds = ['PRINCIPAL_AUTHORITY', 'PRIMARY_PERSON', 'AUTHORISED_USER_MCA', 'BASIC_USER'] as const

/** What the matrix decides never depends on these: they are refusals of status, dates or input, after permission. */
const afterPermission = [
  'common.invalid-input',
  'ram.status-forbids',
  'ram.not-editable',
  'ram.nothing-to-renew',
] as const

async function outcomeOf(run: () => Promise<unknown>): Promise<string> {
  try {
    await run()
    return 'allowed'
  } catch (error) {
    if (hasCode(error, ...afterPermission)) return 'allowed'
    if (hasCode(error, 'common.internal')) throw error
    return (error as { code?: string }).code ?? String(error)
  }
}

const fingerprint = async () =>
  JSON.stringify([
    await world.store.historyEntry.count(),
    await world.store.mail.count({ where: { kind: { not: 'email-code' } } }),
    await world.store.authorisation.aggregate({ _count: true, _sum: { version: true } }),
    await world.store.cloudNotification.aggregate({ _sum: { version: true } }),
  ])

/** Runs it, and checks that a refusal left nothing behind. */
async function judged(run: () => Promise<unknown>): Promise<string> {
  const before = await fingerprint()
  const outcome = await outcomeOf(run)
  if (outcome !== 'allowed') expect(await fingerprint()).toBe(before)
  return outcome
}

describe.each(roles)('as %s', (role) => {
  it.each(Object.keys(onBusiness))('%s', async (name) => {
    const { act, run } = onBusiness[name] as OnBusiness
    const { context } = await world.member(abns.wattle, role)
    for (const strength of ['BASIC', 'STRONG'] as const) {
      const weak = { ...context, actor: { ...context.actor, strength } }
      const decision = decide(act, { role, strength })
      // The notification that some of these answer is made first, so that only the answer itself is judged.
      const outcome = await outcomeOf(() => run({ context: weak, abn: abns.wattle }))
      expect(outcome, strength).toBe(decision.allowed ? 'allowed' : decision.code)
    }
  })

  it.each(Object.keys(onAuthorisation))('%s of their own', async (name) => {
    const { act, run } = onAuthorisation[name] as OnAuthorisation
    const { context, id: target } = await world.member(abns.wattle, role, { endDate: addDays(today(), 20) })
    const decision = decide(act, { role, strength: 'STRONG' }, { relationship: 'own', type: factsOfRole[role].type })
    expect(await judged(() => run({ context, abn: abns.wattle, target }))).toBe(
      decision.allowed ? 'allowed' : decision.code,
    )
  })

  it.each(Object.keys(onAuthorisation))("%s of others', of every kind", async (name) => {
    const { act, run, pending } = onAuthorisation[name] as OnAuthorisation
    const { context } = await world.member(abns.wattle, role)
    for (const other of kinds) {
      const target = pending === true ? await pendingRequest(other) : await activeOther(other)
      const { type } = factsOfRole[other]
      const decision = decide(act, { role, strength: 'STRONG' }, { relationship: 'other', type })
      const outcome = await judged(() => run({ context, abn: abns.wattle, target }))
      expect(outcome, other).toBe(decision.allowed ? 'allowed' : decision.code)
    }
  })

  it('nothing in a business of others, by its ABN or by the ids of what it has', async () => {
    const { context } = await world.member(abns.banksia, role)
    for (const [name, { run }] of Object.entries(onBusiness)) {
      expect(await outcomeOf(() => run({ context, abn: abns.wattle })), name).toBe('ram.no-authorisation')
    }
    for (const [name, { run, pending }] of Object.entries(onAuthorisation)) {
      const target = pending === true ? await pendingRequest('ADMINISTRATOR') : await activeOther('ADMINISTRATOR')
      const direct = await judged(() => run({ context, abn: abns.wattle, target }))
      expect(direct, name).toBe('ram.no-authorisation')
      const smuggled = await judged(() => run({ context, abn: abns.banksia, target }))
      expect(['common.not-found', 'ram.role-too-low'], `${name}: ${smuggled}`).toContain(smuggled)
    }
    const foreign = await given(abns.wattle, 'PENDING')
    for (const act of [acceptNotification, declineNotification, endNotification]) {
      const outcome = await judged(() => act(context, { ...common(abns.banksia), id: foreign }))
      expect(['common.not-found', 'ram.role-too-low']).toContain(outcome)
    }
  })
})

describe('a person whose authorisation is over', () => {
  it.each(['expired', 'removed', 'not started'])('%s: may do nothing', async (state) => {
    const { context, id: mine } = await world.member(abns.wattle, 'ADMINISTRATOR', {
      startDate: addDays(today(), state === 'not started' ? 5 : -20),
      endDate: addDays(today(), state === 'expired' ? -1 : 30),
    })
    if (state === 'removed') await removeAuthorisation(context, { submissionId: id(), abn: abns.wattle, id: mine })
    for (const [name, { run }] of Object.entries(onBusiness)) {
      expect(await outcomeOf(() => run({ context, abn: abns.wattle })), name).toBe('ram.no-authorisation')
    }
  })
})

async function activeOther(role: Role): Promise<string> {
  return (await world.member(abns.wattle, role, { endDate: addDays(today(), 20) })).id
}

async function pendingRequest(role: Role): Promise<string> {
  const target = id()
  await world.store.authorisation.create({
    data: {
      id: target,
      abn: abns.wattle,
      ...factsOfRole[role],
      status: 'PENDING',
      givenNames: 'Sam',
      familyName: roleOf(factsOfRole[role]),
      email: 'sam@example.com',
      startDate: today(),
      endDate: addDays(today(), 20),
      codeHash: target,
      codeExpiresAt: new Date(world.clock.now() + 1e8),
      createdAt: new Date(world.clock.now()),
    },
  })
  return target
}
