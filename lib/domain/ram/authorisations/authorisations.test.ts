import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { abns, createRamWorld, type RamWorld } from '../../../../test/support/ram.ts'
import { addDays, dayOf } from '../../../core/calendar-day.ts'
import { day } from '../../../core/clock.ts'
import type { UseCaseContext } from '../../context.ts'
import { type CreateAuthorisationInput, createAuthorisation } from './create-authorisation.ts'
import { checkAuthorisation } from './draft/check-authorisation.ts'
import { prepareAuthorisation } from './draft/prepare-authorisation.ts'
import { type EditAuthorisationInput, editAuthorisation } from './edit/edit-authorisation.ts'
import { remindOfRenewals } from './lifecycle/remind-of-renewals.ts'
import { settleBusiness } from './lifecycle/settle-due-authorisations.ts'
import { type ListAuthorisationsInput, listAuthorisations } from './list/list-authorisations.ts'
import { removeAuthorisation } from './remove-authorisation.ts'
import { renewAuthorisations } from './renew-authorisations.ts'
import { reissueCode } from './requests/reissue-code.ts'
import { viewAuthorisation } from './view-authorisation.ts'

let world: RamWorld
let pa: { context: UseCaseContext; id: string }
beforeAll(async () => {
  world = await createRamWorld('embedded')
  pa = await world.member(abns.wattle, 'PRINCIPAL_AUTHORITY', { name: 'Principal', email: 'pa@example.com' })
})
afterAll(() => world.runtime.close())

const today = () => dayOf(world.clock.now())
const create = (changes: Partial<CreateAuthorisationInput> = {}) =>
  createAuthorisation(pa.context, world.draft(abns.wattle, changes))
const view = (id: string) => viewAuthorisation(pa.context, { abn: abns.wattle, id })
const edit = async (id: string, changes: Partial<EditAuthorisationInput>, context = pa.context) => {
  const { version } = await view(id)
  const input = { submissionId: world.newId(), abn: abns.wattle, id, version, declaration: 'yes' as const, ...changes }
  return await editAuthorisation(context, input)
}

describe('the wizard', () => {
  it('offers a Basic user only what takes a Basic identity, and twelve months', async () => {
    const wizard = await prepareAuthorisation(pa.context, { abn: abns.wattle, representativeType: 'BASIC' })
    expect(wizard).toMatchObject({ today: '2026-03-02', latestStart: '2026-04-01', latestEnd: '2027-03-01' })
    const ato = wizard.agencies.find(({ id }) => id === 'ato')
    expect(ato?.services.map(({ id }) => id)).toEqual(['dsp'])
    expect(wizard.agencies.some(({ id }) => id === 'osir')).toBe(false)
  })

  it.each([
    [{ givenNames: '' }, ['givenNames']],
    [{ familyName: 'Müller' }, ['familyName']],
    [{ familyName: 'X'.repeat(101) }, ['familyName']],
    [{ email: 'marcus' }, ['email']],
    [{ email: 'marcus@example.com\r\nBcc: x@example.com' }, ['email']],
    [{ representativeType: 'OTHER' as 'BASIC' }, ['representativeType']],
    [{ isAdministrator: undefined }, ['isAdministrator']],
    [{ startDate: '2026-03-01' }, ['startDate']],
    [{ startDate: '2026-04-02' }, ['startDate']],
    [{ startDate: '31/02/2026' }, ['startDate']],
    [{ endDate: '2026-03-01' }, ['endDate']],
    [{ representativeType: 'BASIC' as const, endDate: '' }, ['endDate']],
    [
      { representativeType: 'BASIC' as const, endDate: '2027-03-02', isAdministrator: 'yes' as const },
      ['endDate', 'isAdministrator'],
    ],
    [{ access: [{ agencyId: 'osir', level: 'CUSTOM' as const }] }, ['access.0']],
    [{ declaration: undefined as unknown as 'yes' }, ['declaration']],
    [{ submissionId: 'x' }, ['submissionId']],
  ])('refuses %o with a sentence for %o', async (changes, fields) => {
    const error = (await create(changes as Partial<CreateAuthorisationInput>).catch((reason: unknown) => reason)) as {
      code: string
      fields: object
    }
    expect(error.code).toBe('common.invalid-input')
    expect(Object.keys(error.fields).toSorted()).toEqual(fields)
  })

  it('warns of access to nothing, and allows it when that is confirmed', async () => {
    await expect(create({ access: [] })).rejects.toMatchObject({ code: 'ram.access-to-nothing' })
    await expect(create({ access: [{ agencyId: 'ato', level: 'NONE' }] })).rejects.toMatchObject({
      code: 'ram.access-to-nothing',
    })
    await create({ access: [], confirmNoAccess: 'yes' })
  })

  it('judges each step as it is answered, by the same rules, and writes nothing', async () => {
    const before = await world.store.authorisation.count()
    const input = { ...world.draft(abns.wattle), startDate: '', email: '' }
    expect(await checkAuthorisation(pa.context, input, 'type')).toMatchObject({
      typeLabel: 'Authorised user',
      email: null,
    })
    await expect(checkAuthorisation(pa.context, input, 'representative')).rejects.toMatchObject({
      fields: { email: 'Enter an email address.' },
    })
    const good = { ...input, email: 'm@example.com' }
    await expect(checkAuthorisation(pa.context, good, 'details')).rejects.toMatchObject({
      fields: { startDate: 'Enter a date.' },
    })
    const whole = await checkAuthorisation(
      pa.context,
      { ...good, startDate: '02/03/2026', isAdministrator: 'yes' },
      'access',
    )
    expect(whole).toMatchObject({ typeLabel: 'Authorisation administrator', startDate: '2026-03-02', endDate: null })
    expect(whole.access).toHaveLength(1)
    expect(await world.store.authorisation.count()).toBe(before)
  })

  it('tells of somebody of the same name', async () => {
    await create({ givenNames: 'Nora', familyName: 'Twin', email: 'nora@example.com' })
    const again = world.draft(abns.wattle, { givenNames: 'NORA', familyName: 'twin' })
    const { warnings } = await checkAuthorisation(pa.context, again, 'access')
    expect(warnings).toEqual(['A request to Nora Twin is waiting already, sent to nora@example.com.'])
  })

  it('sends one request, however often the form is sent', async () => {
    const input = world.draft(abns.wattle, { email: 'once@example.com' })
    const first = await createAuthorisation(pa.context, input)
    expect(await createAuthorisation(pa.context, input)).toEqual(first)
    expect(await world.store.mail.count({ where: { recipient: 'once@example.com' } })).toBe(1)
    const mail = await world.newestMail('once@example.com')
    expect(mail?.text).toContain('Office of the Student Identifiers Registrar: Full, all services')
    expect(mail?.text).toContain('Pat Principal asks you to act for Wattle Vale Training')
    expect(mail?.text).toContain('9 March 2026, 12:00 pm')
  })
})

describe('editing', () => {
  it('changes what a request says; a second editor is told what the first one did, and can overrule', async () => {
    const { id } = await create({ email: 'edit@example.com' })
    const { version } = await view(id)
    const both = { submissionId: world.newId(), abn: abns.wattle, id, version, declaration: 'yes' as const }
    const result = await editAuthorisation(pa.context, { ...both, endDate: '2026-12-31', isAdministrator: 'yes' })
    expect(result.changed.toSorted()).toEqual(['endDate', 'isAdministrator'])
    const late = { ...both, submissionId: world.newId(), endDate: '2027-06-30', givenNames: 'Marc' }
    const error = await editAuthorisation(pa.context, late).catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      code: 'common.changed-meanwhile',
      details: { version: version + 1 },
      fields: {
        endDate: 'End date: Pat Principal changed this to "31 December 2026" while you were working.',
        isAdministrator: 'Authorisation administrator: Pat Principal changed this to "Yes" while you were working.',
      },
    })
    await editAuthorisation(pa.context, { ...late, submissionId: world.newId(), version: version + 1 })
    expect(await view(id)).toMatchObject({ endDate: '2027-06-30', givenNames: 'Marc', isAdministrator: true })
    await edit(id, { endDate: '' })
    expect((await view(id)).endDate).toBeNull()
  })

  it('also tells what others did that changed no field, and nothing from before', async () => {
    const { id } = await create({ email: 'acts@example.com' })
    await edit(id, { familyName: 'Before' })
    const { version } = await view(id)
    await reissueCode(pa.context, { submissionId: world.newId(), abn: abns.wattle, id })
    await removeAuthorisation(pa.context, { submissionId: world.newId(), abn: abns.wattle, id })
    await expect(edit(id, { version, familyName: 'After' })).rejects.toMatchObject({
      code: 'common.changed-meanwhile',
      fields: {
        version: 'Authorisation code re-issued, by Pat Principal. Authorisation removed, by Pat Principal.',
      },
    })
    await expect(edit(id, { familyName: 'After' })).rejects.toMatchObject({ code: 'ram.not-editable' })
  })

  it('changes nothing and mails nobody when nothing is different', async () => {
    const { id } = await world.member(abns.wattle, 'AUTHORISED_USER', { email: 'same@example.com' })
    const before = await view(id)
    expect(await edit(id, { isAdministrator: 'no', endDate: '' })).toEqual({ id, version: before.version, changed: [] })
    expect(await world.store.mail.count({ where: { recipient: 'same@example.com' } })).toBe(0)
  })

  it.each([
    ['ACTIVE', { givenNames: 'Other' }, 'ram.not-editable'],
    ['ACTIVE', { startDate: '2026-03-10' }, 'ram.not-editable'],
    ['ACTIVE', { endDate: '2026-03-01' }, 'common.invalid-input'],
    ['ACCEPTED', { familyName: 'Other' }, 'ram.not-editable'],
    ['ACCEPTED', { startDate: '2026-04-02' }, 'common.invalid-input'],
    ['INACTIVE', { endDate: '2026-12-31' }, 'ram.not-editable'],
  ])('of %s refuses %o: %s', async (status, changes, code) => {
    const start = status === 'ACCEPTED' ? addDays(today(), 9) : addDays(today(), -9)
    const { id } = await world.member(abns.wattle, 'AUTHORISED_USER', {
      startDate: start,
      endDate: status === 'INACTIVE' ? addDays(today(), -1) : null,
    })
    await expect(edit(id, changes)).rejects.toMatchObject({ code })
  })

  it('never makes a Basic user an administrator, nor lets them last longer', async () => {
    const { id } = await world.member(abns.wattle, 'BASIC_USER', { endDate: addDays(today(), 100) })
    await expect(edit(id, { isAdministrator: 'yes' })).rejects.toMatchObject({
      fields: { isAdministrator: expect.any(String) },
    })
    await expect(edit(id, { isMachineCredentialAdministrator: 'yes' })).rejects.toMatchObject({
      fields: { isMachineCredentialAdministrator: expect.any(String) },
    })
    await expect(edit(id, { endDate: addDays(today(), 366) })).rejects.toMatchObject({
      fields: { endDate: expect.any(String) },
    })
    expect((await view(id)).editable).toEqual(['endDate', 'access'])
  })

  it('tells the holder what changed', async () => {
    const { id } = await world.member(abns.wattle, 'AUTHORISED_USER', { email: 'told@example.com' })
    await edit(id, { isAdministrator: 'yes', access: [{ agencyId: 'ato', level: 'CUSTOM', serviceIds: ['abr'] }] })
    const mail = await world.newestMail('told@example.com', 'authorisation-changed')
    expect(mail?.text).toContain('Authorisation administrator: Yes (was: No)')
    expect((await view(id)).access).toMatchObject([{ agencyId: 'ato', levelLabel: 'Custom' }])
  })

  it('takes the machine credentials from a machine credential administrator no more', async () => {
    const { id } = await world.member(abns.wattle, 'AUTHORISED_USER_MCA')
    const credential = await credentialOf(id)
    await edit(id, { isMachineCredentialAdministrator: 'no' })
    expect(await world.store.credential.findUnique({ where: { id: credential } })).toMatchObject({
      status: 'SUSPENDED',
      custodianId: null,
    })
  })
})

describe('removing', () => {
  it('ends an authorisation for good, unassigns its credentials, and tells the holder', async () => {
    const { id, context } = await world.member(abns.wattle, 'ADMINISTRATOR_MCA', { email: 'gone@example.com' })
    const credential = await credentialOf(id)
    const form = { submissionId: world.newId(), abn: abns.wattle, id }
    const result = await removeAuthorisation(pa.context, form)
    expect(result).toMatchObject({ self: false, credentialsUnassigned: 1 })
    expect(await removeAuthorisation(pa.context, form)).toEqual(result)
    expect((await view(id)).statusLabel).toBe('Inactive - Removed')
    expect((await world.store.credential.findUniqueOrThrow({ where: { id: credential } })).status).toBe('SUSPENDED')
    expect(await world.newestMail('gone@example.com', 'authorisation-removed')).not.toBeNull()
    await expect(viewAuthorisation(context, { abn: abns.wattle, id })).rejects.toMatchObject({
      code: 'ram.no-authorisation',
    })
    const again = removeAuthorisation(pa.context, { ...form, submissionId: world.newId() })
    await expect(again).rejects.toMatchObject({ code: 'ram.status-forbids' })
  })

  it('by the holder is told to the administrators', async () => {
    const { id, context } = await world.member(abns.wattle, 'BASIC_USER')
    const form = { submissionId: world.newId(), abn: abns.wattle, id }
    const result = await removeAuthorisation(context, form)
    expect(result.self).toBe(true)
    // The holder may do nothing there now, but the form that was sent twice is answered.
    expect(await removeAuthorisation(context, form)).toEqual(result)
    expect((await view(id)).statusLabel).toBe('Inactive - Removed by the representative')
    expect(await world.newestMail('pa@example.com', 'authorisation-left')).not.toBeNull()
  })
})

describe('renewing', () => {
  const renew = (items: { id: string; endDate?: string }[], context = pa.context) =>
    renewAuthorisations(context, { submissionId: world.newId(), abn: abns.wattle, items, declaration: 'yes' })

  it('renews those that it can, and says why not for the rest', async () => {
    const soon = addDays(today(), 40)
    const basic = await world.member(abns.wattle, 'BASIC_USER', { endDate: soon, email: 'basic@example.com' })
    const standard = await world.member(abns.wattle, 'AUTHORISED_USER', { endDate: soon })
    const early = await world.member(abns.wattle, 'AUTHORISED_USER', { endDate: addDays(today(), 41) })
    const endless = await world.member(abns.wattle, 'AUTHORISED_USER')
    const over = await world.member(abns.wattle, 'AUTHORISED_USER', {
      startDate: addDays(today(), -9),
      endDate: addDays(today(), -1),
    })
    const primary = await world.member(abns.wattle, 'PRIMARY_PERSON', { endDate: soon })
    const items = [basic, standard, early, endless, over, primary].map(({ id }) => ({ id }))
    const { renewed, failed } = await renew([...items, { id: world.newId() }, { id: basic.id }])
    expect(renewed.map(({ id, endDate }) => [id, endDate])).toEqual([
      [basic.id, '2027-04-11'],
      [standard.id, null],
    ])
    expect(failed.map(({ problem }) => problem.code)).toEqual([
      'ram.renewal-not-open',
      'ram.nothing-to-renew',
      'ram.status-forbids',
      'ram.principal-protected',
      'common.not-found',
    ])
    expect((await world.newestMail('basic@example.com', 'authorisation-renewed'))?.text).toContain('11 April 2027')
  })

  it.each([
    ['not later than it is', 40],
    ['longer than twelve months', 40 + 366],
  ])('refuses an end %s', async (_, days) => {
    const { id } = await world.member(abns.wattle, 'BASIC_USER', { endDate: addDays(today(), 40) })
    const { failed } = await renew([{ id, endDate: addDays(today(), days) }])
    expect(failed[0]?.problem.fields).toHaveProperty('endDate')
  })

  it('lets a primary person renew their own business authorisation, and nobody else theirs', async () => {
    const primary = await world.member(abns.banksia, 'PRIMARY_PERSON', { endDate: addDays(today(), 5) })
    const input = {
      submissionId: world.newId(),
      abn: abns.banksia,
      items: [{ id: primary.id }],
      declaration: 'yes' as const,
    }
    expect((await renewAuthorisations(primary.context, input)).renewed).toMatchObject([{ endDate: '2027-03-07' }])
    const admin = await world.member(abns.wattle, 'ADMINISTRATOR', { endDate: addDays(today(), 5) })
    const own = await renew([{ id: admin.id }], admin.context)
    expect(own.failed[0]?.problem.code).toBe('ram.own-authorisation')
  })

  it('is reminded of once for each rung, in one mail to each administrator', async () => {
    const boss = await world.member(abns.quandong, 'PRINCIPAL_AUTHORITY', { email: 'boss@example.com' })
    const a = await world.member(abns.quandong, 'BASIC_USER', { endDate: addDays(today(), 41), email: 'a@example.com' })
    await world.member(abns.quandong, 'AUTHORISED_USER', { endDate: addDays(today(), 42), email: 'b@example.com' })
    const mails = async (recipient: string) =>
      await world.store.mail.count({ where: { recipient, kind: { startsWith: 'renewal' } } })
    await remindOfRenewals(world.runtime)
    expect(await mails('a@example.com')).toBe(0)
    world.clock.advance(2 * day)
    await Promise.all([remindOfRenewals(world.runtime), remindOfRenewals(world.runtime)])
    await remindOfRenewals(world.runtime)
    expect([await mails('a@example.com'), await mails('b@example.com'), await mails('boss@example.com')]).toEqual([
      1, 1, 1,
    ])
    expect((await world.newestMail('a@example.com', 'renewal-due'))?.calendar).toContain('DTSTART;VALUE=DATE:20260412')
    world.clock.advance(30 * day)
    await remindOfRenewals(world.runtime)
    expect([await mails('a@example.com'), await mails('boss@example.com')]).toEqual([2, 2])
    await renewAuthorisations(boss.context, {
      submissionId: world.newId(),
      abn: abns.quandong,
      items: [{ id: a.id }],
      declaration: 'yes',
    })
    world.clock.advance(7 * day)
    await remindOfRenewals(world.runtime)
    expect([await mails('a@example.com'), await mails('b@example.com')]).toEqual([2, 3])
    world.clock.advance(-39 * day)
  })
})

describe('listing', () => {
  const list = (changes: Partial<ListAuthorisationsInput> = {}) =>
    listAuthorisations(lister.context, { abn: abns.ironbark, ...changes })
  let lister: { context: UseCaseContext; id: string }
  beforeAll(async () => {
    lister = await world.member(abns.ironbark, 'PRINCIPAL_AUTHORITY', { name: 'Aardvark' })
    for (let at = 0; at < 12; at++) {
      world.clock.advance(1)
      await world.member(abns.ironbark, at % 3 === 0 ? 'BASIC_USER' : 'AUTHORISED_USER', {
        name: `Name${String.fromCharCode(97 + ((at * 5) % 12))}`,
        endDate: at % 2 === 0 ? addDays(today(), 10 + at) : null,
        email: `n${at}@example.com`,
      })
    }
    await world.member(abns.ironbark, 'ADMINISTRATOR_MCA', { name: 'Zulu', startDate: addDays(today(), 3) })
    await createAuthorisation(lister.context, world.draft(abns.ironbark, { familyName: 'Waiting' }))
  })

  it.each(['name', 'newest', 'end-date'] as const)(
    'by %s: pages forwards and backwards without a gap or a double',
    async (sort) => {
      const whole = await list({ sort, pageSize: 100 })
      expect(whole.total).toBe(15)
      const forwards: string[] = []
      const pages: string[][] = []
      let after: string | undefined
      for (;;) {
        const page = await list({ sort, pageSize: 4, after })
        pages.push(page.rows.map(({ id }) => id))
        forwards.push(...page.rows.map(({ id }) => id))
        expect(page.previous === null).toBe(after === undefined)
        if (page.next === null) {
          let before = page.previous ?? undefined
          for (let at = pages.length - 2; at >= 0; at--) {
            const back = await list({ sort, pageSize: 4, before })
            expect(back.rows.map(({ id }) => id)).toEqual(pages[at])
            expect(back.next).not.toBeNull()
            expect(back.previous === null).toBe(at === 0)
            before = back.previous ?? undefined
          }
          break
        }
        after = page.next
      }
      expect(forwards).toEqual(whole.rows.map(({ id }) => id))
    },
  )

  it('takes a made-up cursor for none', async () => {
    const first = (await list({ pageSize: 4 })).rows.map(({ id }) => id)
    const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const other = (await list({ sort: 'newest', pageSize: 4 })).next ?? ''
    for (const after of [
      'x',
      "' OR 1=1",
      other,
      forged([]),
      forged(['authorisations/name', 1, 2, 3]),
      forged(['authorisations/name', 'a', 'b', 'no uuid']),
      forged({ a: 1 }),
    ]) {
      expect((await list({ pageSize: 4, after })).rows.map(({ id }) => id)).toEqual(first)
    }
  })

  it('filters and searches', async () => {
    const count = async (changes: Partial<ListAuthorisationsInput>) => (await list(changes)).total
    expect(await count({ status: ['PENDING'] })).toBe(1)
    expect(await count({ status: ['ACCEPTED'] })).toBe(1)
    expect(await count({ status: ['ACTIVE', 'PENDING'] })).toBe(14)
    expect(await count({ type: ['basic-user'] })).toBe(4)
    expect(await count({ type: ['principal-authority', 'mca'] })).toBe(2)
    expect(await count({ search: 'NAMEA' })).toBe(1)
    expect(await count({ search: 'pat n3@' })).toBe(1)
    expect(await count({ search: '%' })).toBe(0)
    expect(await count({ renewalDue: true })).toBe(6)
    expect((await list()).renewalsDue).toBe(6)
  })

  it('shows statuses by the clock, before and after they are written down', async () => {
    world.clock.advance(15 * day)
    const seen = async () => (await list({ pageSize: 100 })).rows.map(({ id, statusLabel }) => [id, statusLabel])
    const before = await seen()
    const counts = async () => [
      (await list({ status: ['ACTIVE'] })).total,
      (await list({ status: ['INACTIVE'] })).total,
    ]
    const countsBefore = await counts()
    expect(countsBefore).toEqual([11, 4])
    expect(await settleBusiness(world.runtime, abns.ironbark)).toEqual({ authorisations: 5, notifications: 0 })
    expect(await seen()).toEqual(before)
    expect(await counts()).toEqual(countsBefore)
    expect(await settleBusiness(world.runtime, abns.ironbark)).toEqual({ authorisations: 0, notifications: 0 })
    const acts = await world.store.historyEntry.groupBy({
      by: ['act'],
      where: { abn: abns.ironbark, actorName: 'Mandate' },
      _count: true,
    })
    expect(Object.fromEntries(acts.map(({ act, _count }) => [act, _count]))).toEqual({
      'authorisation-expired': 3,
      'authorisation-started': 1,
      'code-lapsed': 1,
    })
    world.clock.advance(-15 * day)
  })
})

let serials = 0
async function credentialOf(custodianId: string): Promise<string> {
  const id = world.newId()
  const serial = String(++serials).padStart(40, '0')
  await world.store.credential.create({
    data: {
      id,
      abn: abns.wattle,
      name: `Server ${serials}`,
      status: 'ACTIVE',
      serial,
      keyHash: serial,
      sha1Fingerprint: serial,
      sha256Fingerprint: serial,
      certificate: new Uint8Array([1]),
      notBefore: new Date(world.clock.now()),
      notAfter: new Date(world.clock.now() + 700 * day),
      createdByName: 'Pat',
      custodianId,
      createdAt: new Date(world.clock.now()),
    },
  })
  return id
}
