import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { people } from '../../../../../prisma/seed/register.ts'
import { abns, createRamWorld, type RamWorld } from '../../../../../test/support/ram.ts'
import { minute } from '../../../../core/clock.ts'
import { limits } from '../../../../policy/limits.ts'
import type { UseCaseContext } from '../../../context.ts'
import { sendEmailCode } from '../../people/emails/send-email-code.ts'
import { verifyEmailCode } from '../../people/emails/verify-email-code.ts'
import { findEligibleBusinesses } from './find-eligible-businesses.ts'
import { linkBusiness } from './link-business.ts'
import { previewLinks } from './preview-links.ts'

let world: RamWorld
beforeAll(async () => {
  world = await createRamWorld('embedded')
})
afterAll(() => world.runtime.close())

const addressOf = (who: keyof typeof people) => {
  const { addressLine, suburb, state, postcode } = people[who]
  return { addressLine, suburb, state: state as 'VIC', postcode }
}
const verified = async (context: UseCaseContext, email = 'link@example.com') => {
  const { emailCodeId } = await sendEmailCode(context, { email, purpose: 'LINK_BUSINESS' })
  await verifyEmailCode(context, { emailCodeId, code: await world.mailedDigits(emailCodeId) })
  return emailCodeId
}
const form = async (context: UseCaseContext, who: keyof typeof people, wanted: string[]) => ({
  submissionId: world.newId(),
  ...addressOf(who),
  abns: wanted,
  emailCodeId: await verified(context),
  declaration: 'yes' as const,
})

describe('finding the businesses that one can link', () => {
  it('finds them by name, birth date and address, however the address is written', async () => {
    const olivia = await world.known('olivia')
    const address = { ...addressOf('olivia'), addressLine: '12  wattle ST.', suburb: 'FITZROY' }
    expect(await findEligibleBusinesses(olivia, address)).toEqual({
      businesses: [
        {
          abn: abns.wattle,
          name: 'Wattle Vale Training',
          entityType: 'Australian Private Company',
          associateRole: 'Director',
          problem: null,
          replaces: null,
        },
      ],
    })
  })

  it.each([
    ['olivia', 'STANDARD', 'ram.identity-too-weak-to-link'],
    ['tom', 'BASIC', 'ram.identity-too-weak-to-link'],
    ['aisha', 'STANDARD', 'ram.identity-too-weak-to-link'],
    ['noah', 'STRONG', 'ram.details-outdated'],
    ['amelia', 'STRONG', 'ram.no-eligible-business'],
  ] as const)('refuses %s with a %s identity: %s', async (who, strength, code) => {
    await expect(findEligibleBusinesses(await world.known(who, strength), addressOf(who))).rejects.toMatchObject({
      code,
    })
  })

  it('finds nothing at another address, for another birth date or for another name', async () => {
    const nothing = { code: 'ram.no-eligible-business' }
    const olivia = await world.known('olivia')
    await expect(findEligibleBusinesses(olivia, addressOf('priya'))).rejects.toMatchObject(nothing)
    await expect(
      findEligibleBusinesses(olivia, { ...addressOf('olivia'), addressLine: '13 Wattle Street' }),
    ).rejects.toMatchObject(nothing)
    const born = await world.person('Olivia', 'Nguyen', { birthDate: '1984-05-18' })
    await expect(findEligibleBusinesses(born, addressOf('olivia'))).rejects.toMatchObject(nothing)
    const namesake = await world.person('Oliver', 'Nguyen', { birthDate: '1984-05-17' })
    await expect(findEligibleBusinesses(namesake, addressOf('olivia'))).rejects.toMatchObject(nothing)
  })

  it('says what is wrong with each field', async () => {
    const olivia = await world.known('olivia')
    const bad = { addressLine: ' ', suburb: '', state: 'XX' as 'VIC', postcode: '30655' }
    await expect(findEligibleBusinesses(olivia, bad)).rejects.toMatchObject({
      code: 'common.invalid-input',
      fields: {
        addressLine: 'Enter the street address.',
        suburb: 'Enter the suburb or town.',
        state: 'Choose a state or territory.',
        postcode: 'Enter a postcode of 4 digits.',
      },
    })
  })

  it('makes guessing of addresses wait', async () => {
    const henry = await world.person('Henry', 'Li')
    for (let at = 0; at < limits.addressTries; at++) {
      const address = { ...addressOf('olivia'), addressLine: `${at} Wattle Street` }
      await expect(findEligibleBusinesses(henry, address)).rejects.toMatchObject({ code: 'ram.no-eligible-business' })
    }
    await expect(findEligibleBusinesses(henry, addressOf('olivia'))).rejects.toMatchObject({ code: 'common.too-many' })
    world.clock.advance(limits.addressTryMinutes * minute)
    await expect(findEligibleBusinesses(henry, addressOf('olivia'))).rejects.toMatchObject({
      code: 'ram.no-eligible-business',
    })
  })
})

describe('linking', () => {
  it('makes a principal authority once, with history and mail, however often the form is sent', async () => {
    const jack = await world.known('jack')
    const input = await form(jack, 'jack', [abns.surveyors])
    const [first, second] = await Promise.all([linkBusiness(jack, input), linkBusiness(jack, input)])
    expect(second).toEqual(first)
    expect(await linkBusiness(jack, input)).toEqual(first)
    expect(first).toMatchObject({ email: 'link@example.com', linked: [{ abn: abns.surveyors, replaced: null }] })
    const rows = await world.store.authorisation.findMany({ where: { abn: abns.surveyors } })
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      type: 'PRINCIPAL_AUTHORITY',
      status: 'ACTIVE',
      endDate: null,
      familyName: 'Wilson',
    })
    const entries = await world.store.historyEntry.findMany({ where: { abn: abns.surveyors } })
    expect(entries).toMatchObject([{ act: 'business-linked', actorName: 'Jack Wilson', position: 1 }])
    expect((await world.newestMail('link@example.com', 'business-linked'))?.subject).toContain(
      'Wilson and Chen Surveyors',
    )
    await expect(findEligibleBusinesses(jack, addressOf('jack'))).rejects.toMatchObject({ code: 'ram.all-linked' })
    const again = await form(jack, 'jack', [abns.surveyors])
    await expect(linkBusiness(jack, again)).rejects.toMatchObject({ code: 'ram.already-linked' })
  })

  it('lets a second associate link too, and several businesses at once', async () => {
    const mei = await world.known('mei')
    const found = await findEligibleBusinesses(mei, addressOf('mei'))
    expect(found.businesses.map(({ abn }) => abn).sort()).toEqual([abns.quandong, abns.surveyors].sort())
    const { linked } = await linkBusiness(mei, await form(mei, 'mei', [abns.surveyors, abns.quandong, abns.surveyors]))
    expect(linked.map(({ abn }) => abn)).toEqual([abns.surveyors, abns.quandong])
  })

  it('replaces a lower authorisation of the same person', async () => {
    const olivia = await world.known('olivia')
    await world.business(abns.wattle)
    const lower = world.newId()
    const { personId } = olivia.actor
    await world.store.authorisation.create({
      data: {
        id: lower,
        abn: abns.wattle,
        type: 'STANDARD',
        status: 'ACTIVE',
        isMachineCredentialAdministrator: true,
        personId,
        heldBy: `${abns.wattle}/${personId}`,
        givenNames: 'Olivia',
        familyName: 'Nguyen',
        email: 'o@example.com',
        startDate: '2026-01-01',
        createdAt: new Date(world.clock.now()),
      },
    })
    const found = await findEligibleBusinesses(olivia, addressOf('olivia'))
    expect(found.businesses[0]).toMatchObject({ problem: null, replaces: 'Authorised user' })
    const { linked } = await linkBusiness(olivia, await form(olivia, 'olivia', [abns.wattle]))
    expect(linked[0]?.replaced).toBe('Authorised user')
    expect(await world.store.authorisation.findUnique({ where: { id: lower } })).toMatchObject({
      status: 'INACTIVE',
      inactiveReason: 'OVERRIDDEN',
      heldBy: null,
    })
  })

  it('shows what cannot be linked beside what can, and links the rest', async () => {
    const grace = await world.known('grace')
    const found = await findEligibleBusinesses(grace, addressOf('grace'))
    expect(found.businesses.map(({ abn, problem }) => [abn, problem?.code])).toEqual([
      [abns.cancelled, 'ram.abn-cancelled'],
      [abns.ironbark, undefined],
    ])
    const bad = await form(grace, 'grace', [abns.cancelled, abns.wattle])
    await expect(linkBusiness(grace, bad)).rejects.toMatchObject({ code: 'ram.abn-cancelled' })
    const both = await form(grace, 'grace', [abns.wattle, abns.ironbark, abns.cancelled])
    const { linked, failed } = await linkBusiness(grace, both)
    expect(linked.map(({ abn }) => abn)).toEqual([abns.ironbark])
    expect(failed.map(({ abn, name, problem }) => [abn, name, problem.code])).toEqual([
      [abns.cancelled, 'Darling Downs Cake Supplies', 'ram.abn-cancelled'],
      [abns.wattle, null, 'ram.not-eligible'],
    ])
    expect(await world.store.authorisation.count({ where: { abn: abns.cancelled } })).toBe(0)
    await expect(findEligibleBusinesses(grace, addressOf('grace'))).rejects.toMatchObject({ code: 'ram.abn-cancelled' })
  })

  it('judges a pasted list line by line', async () => {
    const mei = await world.known('mei')
    const list = `${abns.quandong}\n 11 000 002 568, nonsense\n51824753556;${abns.quandong}\n`
    const rows = await previewLinks(mei, { ...addressOf('mei'), abns: list })
    expect(rows.map(({ entered, business, problem }) => [entered, business?.name, problem?.code])).toEqual([
      [abns.quandong, 'Quandong Payroll Software', undefined],
      ['11 000 002 568', 'Banksia Cloud Software', 'ram.not-eligible'],
      ['nonsense', undefined, 'abn.invalid'],
      ['51824753556', undefined, 'ram.business-unknown'],
    ])
    const tooMany = Array.from({ length: limits.linksAtOnce + 1 }, (_, at) => `line ${at}`).join('\n')
    for (const abns of ['', ' \n ', tooMany]) {
      await expect(previewLinks(mei, { ...addressOf('mei'), abns })).rejects.toMatchObject({
        fields: { abns: expect.stringContaining('ABN') },
      })
    }
    const weak = await world.known('mei', 'STANDARD')
    await expect(previewLinks(weak, { ...addressOf('mei'), abns: list })).rejects.toMatchObject({
      code: 'ram.identity-too-weak-to-link',
    })
  })

  it('does not believe the form', async () => {
    const priya = await world.known('priya')
    const good = await form(priya, 'priya', [abns.banksia])
    const attempts = [
      [{ abns: [abns.wattle] }, 'ram.not-eligible'],
      [{ abns: ['51824753556'] }, 'ram.not-eligible'],
      [{ abns: [] }, 'common.invalid-input'],
      [{ abns: ['11111111111'] }, 'common.invalid-input'],
      [{ declaration: 'no' as 'yes' }, 'common.invalid-input'],
      [{ emailCodeId: world.newId() }, 'ram.email-not-verified'],
      [{ postcode: '2043' }, 'ram.no-eligible-business'],
    ] as const
    for (const [change, code] of attempts) {
      const input = { ...good, submissionId: world.newId(), ...change } as typeof good
      await expect(linkBusiness(priya, input)).rejects.toMatchObject({ code })
    }
    const weak = { ...priya, actor: { ...priya.actor, strength: 'STANDARD' as const } }
    await expect(linkBusiness(weak, good)).rejects.toMatchObject({ code: 'ram.identity-too-weak-to-link' })
    expect(await world.store.authorisation.count({ where: { abn: abns.banksia } })).toBe(0)
  })

  it('takes only an address that this person verified for linking, a short while ago', async () => {
    const priya = await world.known('priya')
    const other = await world.known('olivia')
    const refused = { code: 'ram.email-not-verified' }
    const input = { ...(await form(priya, 'priya', [abns.banksia])), emailCodeId: await verified(other) }
    await expect(linkBusiness(priya, input)).rejects.toMatchObject(refused)
    const unverified = await sendEmailCode(priya, { email: 'p@example.com', purpose: 'LINK_BUSINESS' })
    await expect(linkBusiness(priya, { ...input, emailCodeId: unverified.emailCodeId })).rejects.toMatchObject(refused)
    const change = await sendEmailCode(priya, { email: 'p@example.com', purpose: 'CHANGE_EMAIL' })
    await verifyEmailCode(priya, {
      emailCodeId: change.emailCodeId,
      code: await world.mailedDigits(change.emailCodeId),
    })
    await expect(linkBusiness(priya, { ...input, emailCodeId: change.emailCodeId })).rejects.toMatchObject(refused)
    const late = { ...input, emailCodeId: await verified(priya) }
    world.clock.advance(limits.emailVerifiedMinutes * minute + 1)
    await expect(linkBusiness(priya, late)).rejects.toMatchObject(refused)
  })
})
