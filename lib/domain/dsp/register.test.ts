import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDspWorld, type DspWorld } from '../../../test/support/dsp.ts'
import { abns } from '../../../test/support/ram.ts'
import type { UseCaseContext } from '../context.ts'
import { addContact } from './contacts/add-contact.ts'
import { editContact } from './contacts/edit-contact.ts'
import { removeContact } from './contacts/remove-contact.ts'
import { listMyOrganisations } from './organisations/list-my-organisations.ts'
import { registerDeveloper } from './organisations/register-developer.ts'
import { viewOrganisation } from './organisations/view-organisation.ts'
import { viewWelcomePack } from './pack/view-welcome-pack.ts'
import { applyForUsiKit } from './products/apply-for-usi-kit.ts'
import { registerProduct } from './products/register-product.ts'
import { viewProduct } from './products/view-product.ts'
import { withdrawProduct } from './products/withdraw-product.ts'

let world: DspWorld
let owner: UseCaseContext
let stranger: UseCaseContext
beforeAll(async () => {
  world = await createDspWorld('embedded')
  owner = (await world.member(abns.banksia, 'PRINCIPAL_AUTHORITY')).context
  stranger = (await world.member(abns.wattle, 'PRINCIPAL_AUTHORITY')).context
})
afterAll(() => world.runtime.close())

const abn = abns.banksia

describe('the SBR developer registration', () => {
  it('is refused to whoever RAM does not let in, with the reason', async () => {
    await expect(registerDeveloper(stranger, world.registration(abn))).rejects.toMatchObject({
      code: 'ram.no-authorisation',
    })
    const { context: without } = await world.member(abn, 'ADMINISTRATOR')
    await expect(registerDeveloper(without, world.registration(abn))).rejects.toMatchObject({ code: 'dsp.no-access' })
    const later = await world.member(abn, 'PRINCIPAL_AUTHORITY', { startDate: '2026-03-20' })
    await expect(registerDeveloper(later.context, world.registration(abn))).rejects.toMatchObject({
      code: 'ram.no-authorisation',
    })
    const { context: basic, id } = await world.member(abn, 'BASIC_USER', { strength: 'BASIC' })
    await grant(id, [])
    expect(await viewOrganisation(basic, { abn })).toMatchObject({ may: { support: true, manage: false } })
    await expect(registerDeveloper(basic, world.registration(abn))).rejects.toMatchObject({
      code: 'dsp.identity-too-weak',
    })
    expect(await world.store.dspOrganisation.count()).toBe(0)
  })

  it('does not reach whoever has the tax office but another of its services', async () => {
    const { context, id } = await world.member(abn, 'AUTHORISED_USER')
    await grant(id, ['osb'])
    await expect(viewOrganisation(context, { abn })).rejects.toMatchObject({ code: 'dsp.no-access' })
    expect(await listMyOrganisations(context)).toMatchObject({
      organisations: [],
      withoutAccess: [{ abn, name: 'Banksia Cloud Software' }],
    })
  })

  it.each([
    ['developerKinds', { developerKinds: [] }],
    ['phone', { phone: '12' }],
    ['phone', { phone: 'call me' }],
    ['email', { email: 'nobody' }],
    ['website', { website: 'javascript:alert(1)' }],
    ['declaration', { declaration: '' as 'yes' }],
  ])('names %s as wrong', async (field, changes) => {
    await expect(registerDeveloper(owner, world.registration(abn, changes))).rejects.toMatchObject({
      code: 'common.invalid-input',
      fields: { [field]: expect.any(String) },
    })
  })

  it('comes before everything else', async () => {
    await expect(registerProduct(owner, world.product(abn))).rejects.toMatchObject({ code: 'dsp.not-registered' })
    await expect(addContact(owner, { ...contact('a@example.com'), isMain: 'no' })).rejects.toMatchObject({
      code: 'dsp.not-registered',
    })
  })

  it('is in force at once, told to the main contact and the history, and sent twice acts once', async () => {
    const form = world.registration(abn)
    const first = await registerDeveloper(owner, form)
    expect(await registerDeveloper(owner, form)).toEqual(first)
    await expect(registerDeveloper(owner, world.registration(abn))).rejects.toMatchObject({
      code: 'dsp.already-registered',
    })
    const view = await viewOrganisation(owner, { abn })
    expect(view.contacts).toMatchObject([{ familyName: 'Sharma', isMain: true, phone: '02 5550 1234' }])
    expect(await world.newestMail('priya@example.com', 'dsp-registered')).not.toBeNull()
    expect(await world.store.historyEntry.count({ where: { abn, act: 'dsp-registered', category: 'SOFTWARE' } })).toBe(
      1,
    )
    expect(await world.store.dspRequest.findMany()).toMatchObject([
      { kind: 'DEVELOPER_REGISTRATION', status: 'RESOLVED', number: 1 },
    ])
  })
})

describe('contacts', () => {
  it('are one for each address, and one of them is the main one', async () => {
    const { id } = await addContact(owner, { ...contact('lee@example.com'), isMain: 'yes' })
    await expect(addContact(owner, { ...contact('LEE@example.com'), isMain: 'no' })).rejects.toMatchObject({
      code: 'dsp.contact-exists',
    })
    const { contacts } = await viewOrganisation(owner, { abn })
    expect(contacts.map(({ email, isMain }) => [email, isMain])).toEqual([
      ['lee@example.com', true],
      ['priya@example.com', false],
    ])
    const edit = { ...contact('lee@example.com'), id, version: 1 }
    await expect(editContact(owner, { ...edit, isMain: 'no' })).rejects.toMatchObject({
      code: 'dsp.main-contact-stays',
    })
    await expect(editContact(owner, { ...edit, version: 7, isMain: 'yes' })).rejects.toMatchObject({
      code: 'common.changed-meanwhile',
    })
    await expect(removeContact(owner, { submissionId: world.newId(), abn, id })).rejects.toMatchObject({
      code: 'dsp.main-contact-stays',
    })
    const [, priya] = contacts
    await editContact(owner, {
      ...contact('priya@example.com'),
      id: priya?.id ?? '',
      version: priya?.version ?? 0,
      isMain: 'yes',
    })
    expect(await removeContact(owner, { submissionId: world.newId(), abn, id })).toEqual({ id })
    await expect(removeContact(owner, { submissionId: world.newId(), abn, id })).rejects.toMatchObject({
      code: 'common.not-found',
    })
  })

  it('of another organisation are not there', async () => {
    await world.member(abns.wattle, 'PRINCIPAL_AUTHORITY')
    await registerDeveloper(stranger, world.registration(abns.wattle))
    const { contacts } = await viewOrganisation(owner, { abn })
    await expect(
      editContact(stranger, {
        ...contact('x@example.com'),
        abn: abns.wattle,
        id: contacts[0]?.id ?? '',
        version: 1,
        isMain: 'no',
      }),
    ).rejects.toMatchObject({ code: 'common.not-found' })
  })
})

describe('a product', () => {
  it.each([
    ['name', { name: ' ' }],
    ['productVersion', { productVersion: '' }],
    ['services', { services: [] }],
    ['services', { services: ['SBR3' as 'SBR2'] }],
    ['hosting', { hosting: 'MAINFRAME' as 'CLOUD' }],
    ['audience', { audience: '' as 'IN_HOUSE' }],
  ])('names %s as wrong', async (field, changes) => {
    const failure = await registerProduct(owner, world.product(abn, changes)).catch((error) => error)
    expect(failure.code).toBe('common.invalid-input')
    expect(Object.keys(failure.fields)[0]).toMatch(new RegExp(`^${field}`))
  })

  it('enters its environments and gets the welcome pack in the same moment, once', async () => {
    const form = world.product(abn, { name: 'Enrol', services: ['USI', 'SBR2'], hosting: 'CLOUD' })
    const entered = await registerProduct(owner, form)
    expect(await registerProduct(owner, form)).toEqual(entered)
    expect(entered.code).toMatch(/^evte-[2-9a-z]{6}$/)
    const view = await viewProduct(owner, { abn, id: entered.productId })
    expect(view.product.enrolments).toEqual([
      { service: 'SBR2', status: 'PACK_SENT', statusLabel: 'Welcome pack sent' },
      { service: 'USI', status: 'PACK_SENT', statusLabel: 'Welcome pack sent' },
    ])
    const mail = await world.newestMail('priya@example.com', 'dsp-welcome-pack')
    expect(mail?.subject).toBe('Welcome to EVTE: Enrol 1.0')
    for (const part of [entered.code, '/evte/usi/service/v5/usiservice.svc', 'VA1802', '/pki/root.crt', 'E2014']) {
      expect(mail?.text).toContain(part)
    }
    await expect(registerProduct(owner, world.product(abn, { name: 'ENROL' }))).rejects.toMatchObject({
      code: 'dsp.product-exists',
    })
  })

  it('has a pack for its own environments only', async () => {
    const { productId } = await registerProduct(owner, world.product(abn, { name: 'Tax', services: ['SBR2'] }))
    const { pack } = await viewWelcomePack(owner, { abn, productId })
    const text = JSON.stringify(pack)
    expect(text).toContain('/evte/sbr/services')
    expect(text).not.toContain('usiservice')
    await expect(
      applyForUsiKit(owner, {
        submissionId: world.newId(),
        abn,
        productId,
        purpose: 'None at all.',
        declaration: 'yes',
      }),
    ).rejects.toMatchObject({ code: 'dsp.kit-not-needed' })
  })

  it('gets the USI developer kit once', async () => {
    const { productId } = await registerProduct(owner, world.product(abn, { name: 'Kit' }))
    const form = { abn, productId, purpose: 'Verifies each student.', declaration: 'yes' as const }
    await applyForUsiKit(owner, { ...form, submissionId: world.newId() })
    await expect(applyForUsiKit(owner, { ...form, submissionId: world.newId() })).rejects.toMatchObject({
      code: 'dsp.kit-granted',
    })
    const { readiness } = await viewProduct(owner, { abn, id: productId })
    expect(readiness.filter(({ isMet }) => !isMet).map(({ id }) => id)).toEqual(['pack', 'credential'])
  })

  it('of another organisation is not there, whoever asks', async () => {
    const { productId } = await registerProduct(owner, world.product(abn, { name: 'Mine' }))
    await expect(viewProduct(stranger, { abn, id: productId })).rejects.toMatchObject({ code: 'ram.no-authorisation' })
    await expect(viewProduct(stranger, { abn: abns.wattle, id: productId })).rejects.toMatchObject({
      code: 'common.not-found',
    })
    await expect(
      withdrawProduct(stranger, { submissionId: world.newId(), abn: abns.wattle, id: productId, service: 'USI' }),
    ).rejects.toMatchObject({ code: 'common.not-found' })
  })

  it('leaves an environment once, for good', async () => {
    const { productId: id } = await registerProduct(owner, world.product(abn, { name: 'Gone' }))
    const form = { abn, id, service: 'USI' as const }
    await withdrawProduct(owner, { ...form, submissionId: world.newId() })
    await expect(withdrawProduct(owner, { ...form, submissionId: world.newId() })).rejects.toMatchObject({
      code: 'dsp.status-forbids',
    })
    await expect(
      withdrawProduct(owner, { ...form, service: 'SBR1', submissionId: world.newId() }),
    ).rejects.toMatchObject({ code: 'common.not-found' })
  })
})

function contact(email: string) {
  return {
    submissionId: world.newId(),
    abn,
    givenNames: 'Lee',
    familyName: 'Wong',
    email,
    phone: '+61 2 5550 9999',
    position: '',
  }
}

async function grant(authorisationId: string, serviceIds: string[]) {
  await world.store.authorisationAccess.create({
    data: { authorisationId, agencyId: 'ato', level: 'FULL', serviceIds },
  })
}
