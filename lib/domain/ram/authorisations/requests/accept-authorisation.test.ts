import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { abns, createRamWorld, type RamWorld } from '../../../../../test/support/ram.ts'
import { addDays, dayOf } from '../../../../core/calendar-day.ts'
import { day, minute } from '../../../../core/clock.ts'
import { verifyHistory } from '../../../../platform/history/verify-history.ts'
import { limits } from '../../../../policy/limits.ts'
import type { UseCaseContext } from '../../../context.ts'
import { type CreateAuthorisationInput, createAuthorisation } from '../create-authorisation.ts'
import { editAuthorisation } from '../edit/edit-authorisation.ts'
import { listAuthorisations } from '../list/list-authorisations.ts'
import { removeAuthorisation } from '../remove-authorisation.ts'
import { viewAuthorisation } from '../view-authorisation.ts'
import { acceptAuthorisation } from './accept-authorisation.ts'
import { askForNewCode } from './ask-for-new-code.ts'
import { declineAuthorisation } from './decline-authorisation.ts'
import { findRequestByCode } from './find-request-by-code.ts'
import { reissueCode } from './reissue-code.ts'

let world: RamWorld
let pa: { context: UseCaseContext; id: string }
beforeAll(async () => {
  world = await createRamWorld('embedded')
  pa = await world.member(abns.wattle, 'PRINCIPAL_AUTHORITY', { name: 'Principal', email: 'pa@example.com' })
})
afterAll(() => world.runtime.close())

let mailbox = 0
/** Sends a request to a person of that name, and gives their code. */
const request = async (changes: Partial<CreateAuthorisationInput> = {}) => {
  const email = `box${++mailbox}@example.com`
  const sent = await createAuthorisation(pa.context, world.draft(abns.wattle, { email, ...changes }))
  return { ...sent, code: await world.mailedCode(sent.email) }
}
const accept = (context: UseCaseContext, code: string, submissionId = world.newId()) =>
  acceptAuthorisation(context, { submissionId, code, declaration: 'yes', consent: 'yes' })
const marcus = (strength: 'STANDARD' | 'BASIC' = 'STANDARD') => world.person('Marcus', 'Webb', { strength })

describe('accepting a request', () => {
  it('shows the request first, then makes the person a representative, once', async () => {
    const sent = await request({ isMachineCredentialAdministrator: 'yes' })
    const person = await marcus()
    expect(await findRequestByCode(person, { code: ` ${sent.code} ` })).toMatchObject({
      id: sent.id,
      business: { abn: abns.wattle, name: 'Wattle Vale Training' },
      typeLabel: 'Authorised user',
      isMachineCredentialAdministrator: true,
      access: [{ agencyId: 'osir', levelLabel: 'Full', services: [{ id: 'usi', included: true }] }],
      requestedByName: 'Pat Principal',
      replaces: null,
    })
    const submissionId = world.newId()
    const first = await accept(person, sent.code, submissionId)
    expect(first).toMatchObject({ id: sent.id, status: 'ACTIVE', replaced: null })
    expect(await accept(person, sent.code, submissionId)).toEqual(first)
    await expect(accept(person, sent.code)).rejects.toMatchObject({ code: 'ram.request-answered' })
    expect((await world.newestMail('pa@example.com', 'authorisation-accepted'))?.subject).toContain('Marcus Webb')
    const acts = await world.store.historyEntry.findMany({
      where: { subjectId: sent.id },
      orderBy: { position: 'asc' },
    })
    expect(acts.map(({ act, actorName }) => [act, actorName])).toEqual([
      ['authorisation-requested', 'Pat Principal'],
      ['authorisation-accepted', 'Marcus Webb'],
    ])
    expect(JSON.stringify(acts.map(({ details }) => details))).not.toContain(sent.code)
  })

  it('waits for a start date that is ahead', async () => {
    const start = addDays(dayOf(world.clock.now()), 10)
    const { code, id } = await request({ startDate: start })
    const person = await marcus()
    expect(await accept(person, code)).toMatchObject({ status: 'ACCEPTED', startDate: start })
    // Before the start, the person sees their own authorisation and nothing else.
    expect(await viewAuthorisation(person, { abn: abns.wattle, id })).toMatchObject({
      status: 'ACCEPTED',
      actions: ['view', 'remove', 'change-email'],
    })
    await expect(listAuthorisations(person, { abn: abns.wattle })).rejects.toMatchObject({
      code: 'ram.no-authorisation',
    })
    world.clock.advance(10 * day)
    expect((await viewAuthorisation(person, { abn: abns.wattle, id })).status).toBe('ACTIVE')
    world.clock.advance(-10 * day)
  })

  it.each([
    ['Zoë Anne', 'Müller-Smith', 'Zoe', 'Muller Smith'],
    ['GRACE', "O'CONNOR", 'Grace', 'OConnor'],
    ['Jean-Luc', 'de la Cruz', 'Jean Luc', 'De La Cruz'],
  ])('forgives the writing of a name: %s %s for %s %s', async (given, family, askedGiven, askedFamily) => {
    const { code, id } = await request({ givenNames: askedGiven, familyName: askedFamily })
    await accept(await world.person(given, family), code)
    expect(await world.store.authorisation.findUnique({ where: { id } })).toMatchObject({ givenNames: given })
  })

  it.each([
    ['Marcus', 'Web'],
    ['Mark', 'Webb'],
    ['M', 'Webb'],
    ['Webb', 'Marcus'],
  ])('refuses %s %s, and tells nothing but their own name', async (given, family) => {
    const { code } = await request()
    const other = await world.person(given, family)
    const error = await accept(other, code).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'ram.name-mismatch', details: { name: `${given} ${family}` } })
    expect(JSON.stringify(error)).not.toContain('Wattle')
    await expect(findRequestByCode(other, { code })).rejects.toMatchObject({ code: 'ram.name-mismatch' })
    const decline = declineAuthorisation(other, { submissionId: world.newId(), code })
    await expect(decline).rejects.toMatchObject({ code: 'ram.name-mismatch' })
  })

  it('refuses a code that is wrong, in another letter case, or replaced; and guessing has to wait', async () => {
    const { code, id } = await request()
    const person = await marcus()
    await expect(accept(person, 'zzzzzz')).rejects.toMatchObject({ code: 'ram.code-wrong' })
    await expect(accept(person, 'bad')).rejects.toMatchObject({ code: 'common.invalid-input' })
    const swapped = [...code].map((c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join('')
    if (swapped !== code) await expect(accept(person, swapped)).rejects.toMatchObject({ code: 'ram.code-wrong' })
    await reissueCode(pa.context, { submissionId: world.newId(), abn: abns.wattle, id })
    await expect(accept(person, code)).rejects.toMatchObject({ code: 'ram.code-wrong' })
    for (let at = 0; at < limits.codeTries; at++) await accept(person, 'zzzzzz').catch(() => {})
    const good = await world.mailedCode((await world.store.authorisation.findUniqueOrThrow({ where: { id } })).email)
    await expect(accept(person, good)).rejects.toMatchObject({ code: 'common.too-many' })
    world.clock.advance(limits.codeTryMinutes * minute)
    await accept(person, good)
  })

  it('needs the declaration and the express consent', async () => {
    const { code } = await request()
    const person = await marcus()
    const input = { submissionId: world.newId(), code, declaration: 'no' as 'yes', consent: '' as 'yes' }
    await expect(acceptAuthorisation(person, input)).rejects.toMatchObject({
      code: 'common.invalid-input',
      fields: { declaration: expect.any(String), consent: 'Tick the box to give your express consent.' },
    })
  })

  it('needs an identity that is strong enough, except to decline', async () => {
    const weak = await marcus('BASIC')
    const standard = await request()
    await expect(accept(weak, standard.code)).rejects.toMatchObject({ code: 'ram.identity-too-weak' })
    await expect(findRequestByCode(weak, { code: standard.code })).rejects.toMatchObject({
      code: 'ram.identity-too-weak',
    })
    await declineAuthorisation(weak, { submissionId: world.newId(), code: standard.code, reason: ' Not me ' })
    const basic = await request({
      representativeType: 'BASIC',
      isAdministrator: undefined,
      isMachineCredentialAdministrator: undefined,
      endDate: addDays(dayOf(world.clock.now()), 100),
      access: [{ agencyId: 'sa-gov', level: 'FULL' }],
    })
    expect(await accept(weak, basic.code)).toMatchObject({ typeLabel: 'Basic user' })
  })

  it('is too late after seven days, until the code is re-issued; the recipient can ask for that', async () => {
    const { code, id, email } = await request()
    const person = await marcus()
    const ask = () => askForNewCode(person, { submissionId: world.newId(), code })
    world.clock.advance(7 * day - 1)
    await findRequestByCode(person, { code })
    await expect(ask()).rejects.toMatchObject({ code: 'ram.status-forbids' })
    world.clock.advance(1)
    await expect(accept(person, code)).rejects.toMatchObject({ code: 'ram.code-lapsed' })
    const decline = declineAuthorisation(person, { submissionId: world.newId(), code })
    await expect(decline).rejects.toMatchObject({ code: 'ram.code-lapsed' })
    expect(await viewAuthorisation(pa.context, { abn: abns.wattle, id })).toMatchObject({
      status: 'INACTIVE',
      statusLabel: 'Inactive - Code expired',
      actions: ['view', 'reissue-code'],
      code: { lapsed: true, newOneAskedFor: false },
    })
    await ask()
    const before = await world.store.mail.count({ where: { kind: 'new-code-asked' } })
    await ask()
    expect(await world.store.mail.count({ where: { kind: 'new-code-asked' } })).toBe(before)
    expect((await viewAuthorisation(pa.context, { abn: abns.wattle, id })).code?.newOneAskedFor).toBe(true)
    await reissueCode(pa.context, { submissionId: world.newId(), abn: abns.wattle, id })
    expect(await accept(person, await world.mailedCode(email))).toMatchObject({ id, status: 'ACTIVE' })
  })

  it('is impossible once the request was withdrawn or declined', async () => {
    const person = await marcus()
    const withdrawn = await request()
    await removeAuthorisation(pa.context, { submissionId: world.newId(), abn: abns.wattle, id: withdrawn.id })
    await expect(accept(person, withdrawn.code)).rejects.toMatchObject({ code: 'ram.request-withdrawn' })
    const declined = await request()
    await declineAuthorisation(person, { submissionId: world.newId(), code: declined.code, reason: 'I left' })
    await expect(accept(person, declined.code)).rejects.toMatchObject({ code: 'ram.request-answered' })
    const again = declineAuthorisation(person, { submissionId: world.newId(), code: declined.code })
    await expect(again).rejects.toMatchObject({ code: 'ram.request-answered' })
    expect(await viewAuthorisation(pa.context, { abn: abns.wattle, id: declined.id })).toMatchObject({
      statusLabel: 'Inactive - Declined',
      declineReason: 'I left',
      actions: ['view'],
    })
    expect((await world.newestMail('pa@example.com', 'authorisation-declined'))?.text).toContain('I left')
    const reissue = reissueCode(pa.context, { submissionId: world.newId(), abn: abns.wattle, id: declined.id })
    await expect(reissue).rejects.toMatchObject({ code: 'ram.status-forbids' })
  })

  it('never lets an old mailbox keep a code when the address of a request is corrected', async () => {
    const { code, id } = await request()
    const { version } = await viewAuthorisation(pa.context, { abn: abns.wattle, id })
    const edited = await editAuthorisation(pa.context, {
      submissionId: world.newId(),
      abn: abns.wattle,
      id,
      version,
      email: 'corrected@example.com',
      declaration: 'yes',
    })
    expect(edited.changed).toEqual(['email'])
    const person = await marcus()
    await expect(accept(person, code)).rejects.toMatchObject({ code: 'ram.code-wrong' })
    await accept(person, await world.mailedCode('corrected@example.com'))
  })
})

describe('one authorisation per person and business', () => {
  const basic = () => ({
    representativeType: 'BASIC' as const,
    isAdministrator: undefined,
    isMachineCredentialAdministrator: undefined,
    endDate: addDays(dayOf(world.clock.now()), 100),
    access: [{ agencyId: 'sa-gov', level: 'FULL' as const }],
  })

  it('lets a higher one replace a lower one', async () => {
    const person = await marcus()
    const lower = await request(basic())
    await accept(person, lower.code)
    const higher = await request()
    expect((await findRequestByCode(person, { code: higher.code })).replaces).toBe('Basic user')
    expect((await accept(person, higher.code)).replaced).toBe('Basic user')
    expect((await viewAuthorisation(pa.context, { abn: abns.wattle, id: lower.id })).statusLabel).toBe(
      'Inactive - Overridden',
    )
  })

  it('refuses an equal or lower one', async () => {
    const person = await marcus()
    await accept(person, (await request()).code)
    for (const changes of [{}, { isAdministrator: 'yes' as const }, basic()]) {
      const { code } = await request(changes)
      await expect(accept(person, code)).rejects.toMatchObject({ code: 'ram.already-authorised' })
      await declineAuthorisation(person, { submissionId: world.newId(), code })
    }
    const toPrincipal = await request({ givenNames: 'Pat', familyName: 'Principal' })
    await expect(accept(pa.context, toPrincipal.code)).rejects.toMatchObject({ code: 'ram.already-authorised' })
  })

  it('gives way when the other one has ended', async () => {
    const person = await marcus()
    const today = dayOf(world.clock.now())
    const first = await request({ endDate: addDays(today, 2) })
    await accept(person, first.code)
    world.clock.advance(3 * day)
    const second = await request()
    expect((await accept(person, second.code)).replaced).toBeNull()
    expect((await viewAuthorisation(pa.context, { abn: abns.wattle, id: first.id })).statusLabel).toBe(
      'Inactive - Expired',
    )
  })

  it('keeps the history whole through all of this', async () => {
    expect((await verifyHistory(world.store)).faults).toEqual([])
  })
})
