import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedRelyingParties } from '../../../../prisma/seed/relying-parties.ts'
import { openTestAuthority } from '../../../../test/support/authority.ts'
import { createRamWorld, type RamWorld } from '../../../../test/support/ram.ts'
import { day } from '../../../core/clock.ts'
import { isMandateError } from '../../../core/errors/index.ts'
import { writePem } from '../../../formats/pki/pem.ts'
import type { Authority } from '../../../platform/authority/authority.ts'
import { deskHistory } from '../../../platform/history/record-history.ts'
import { verifyHistory } from '../../../platform/history/verify-history.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'
import type { UseCaseContext } from '../../context.ts'
import { openRelyingParties } from '../../mas/relying-parties/relying-party-directory.ts'
import { listDeskHistory } from '../list-desk-history.ts'
import { listRelyingParties, viewRelyingParty } from './list-relying-parties.ts'
import type { SaveRelyingPartyInput } from './party-input.ts'
import { removeRelyingParty } from './remove-relying-party.ts'
import { saveRelyingParty } from './save-relying-party.ts'

let world: RamWorld
let authority: Authority
let operator: UseCaseContext
let colleague: UseCaseContext
beforeAll(async () => {
  world = await createRamWorld('postgresql')
  authority = await openTestAuthority(world.runtime)
  await inTransaction(world.store, (tx) => seedRelyingParties(tx, { authority, settings: world.runtime.settings }))
  operator = await world.person('Dana', 'Kelly')
  colleague = await world.person('Sam', 'Reid')
  const ids = [operator, colleague].map(({ actor }) => actor.personId)
  await world.store.person.updateMany({ where: { id: { in: ids } }, data: { isOperator: true } })
})
afterAll(async () => {
  expect((await verifyHistory(world.store)).faults).toEqual([])
  await world.runtime.close()
})

const pemOf = (der: Uint8Array) => writePem('CERTIFICATE', der)
const payroll = (changes: Partial<SaveRelyingPartyInput> = {}): SaveRelyingPartyInput => ({
  submissionId: world.newId(),
  id: 'payroll-portal',
  version: 0,
  name: 'Payroll portal',
  addresses: 'https://Payroll.example/Service.svc/\n\n https://payroll.example/other ',
  certificate: pemOf(authority.tokenSigning().certificate.der),
  keyTypes: ['symmetric', 'bearer'],
  defaultMinutes: '30',
  maximumMinutes: '600',
  serviceId: '',
  ...changes,
})
const fieldsOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!isMandateError(error)) throw new Error(`not refused: ${error}`)
  return { code: error.code, fields: error.fields }
}

describe('an operator', () => {
  it('registers a relying party, and the token service knows it at once', async () => {
    const directory = await openRelyingParties(world.runtime)
    const asked = payroll()
    const heard = new Promise((resolve) => world.runtime.signals.on('relying-parties-changed', resolve))
    expect(await saveRelyingParty(operator, asked)).toEqual({ id: 'payroll-portal' })
    await heard
    await directory.refresh()
    expect(directory.find('https://payroll.EXAMPLE/service.svc')).toMatchObject({
      id: 'payroll-portal',
      keyTypes: ['symmetric', 'bearer'],
      defaultLifetimeMs: 30 * 60_000,
      maximumLifetimeMs: 600 * 60_000,
      serviceId: undefined,
      fingerprint: authority.tokenSigning().certificate.fingerprints.sha256,
    })
    expect(directory.find('https://payroll.example/other')?.id).toBe('payroll-portal')
    directory.close()

    // Sent twice, it acts once.
    await saveRelyingParty(operator, asked)
    const { total, rows } = await listDeskHistory(operator, {})
    expect(total).toBe(1)
    expect(rows).toMatchObject([
      {
        actLabel: 'Relying party registered',
        actorName: 'Dana Kelly',
        subjectName: 'Payroll portal',
        changed: { addresses: { from: '', to: 'https://payroll.example/other, https://payroll.example/service.svc' } },
      },
    ])
  })

  it('sees it in the list, beside those that the sandbox plays', async () => {
    const parties = await listRelyingParties(operator)
    expect(parties.map(({ id, isSimulated }) => [id, isSimulated])).toEqual([
      ['payroll-portal', false],
      ['sbr', true],
      ['usi', true],
    ])
    const { party, services } = await viewRelyingParty(operator, { id: 'payroll-portal' })
    expect(party).toMatchObject({ version: 1, defaultMinutes: 30, serviceId: null })
    expect(services.map(({ id }) => id)).toContain('usi')
  })

  it('changes it; who was slower is told what changed, and may then overrule', async () => {
    await saveRelyingParty(colleague, payroll({ version: 1, name: 'Payroll', maximumMinutes: '60' }))
    const slower = payroll({ version: 1, serviceId: 'usi' })
    expect(await fieldsOf(saveRelyingParty(operator, slower))).toEqual({
      code: 'common.changed-meanwhile',
      fields: {
        name: 'Sam Reid changed this to "Payroll" while you were working.',
        maximumMinutes: 'Sam Reid changed this to "60" while you were working.',
      },
    })
    await saveRelyingParty(operator, { ...slower, version: 2 })
    expect((await viewRelyingParty(operator, { id: 'payroll-portal' })).party).toMatchObject({
      version: 3,
      name: 'Payroll portal',
      serviceId: 'usi',
    })
  })

  it('at the same moment as another one, registers one of two and changes once', async () => {
    const twins = await Promise.allSettled(
      [operator, colleague].map((who) =>
        saveRelyingParty(
          who,
          payroll({ id: 'twin', addresses: 'urn:example:twin', certificate: pemOf(authority.ocsp().certificate.der) }),
        ),
      ),
    )
    expect(twins.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const edit = payroll({ id: 'twin', version: 1, addresses: 'urn:example:twin' })
    const certificate = pemOf(authority.ocsp().certificate.der)
    const edits = await Promise.allSettled(
      [operator, colleague].map((who) => saveRelyingParty(who, { ...edit, submissionId: world.newId(), certificate })),
    )
    expect(edits.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('removes it, and no token is made for it any more', async () => {
    const ask = { submissionId: world.newId(), id: 'twin', version: 2 }
    expect(await fieldsOf(removeRelyingParty(operator, { ...ask, version: 1 }))).toMatchObject({
      code: 'common.changed-meanwhile',
    })
    expect(await removeRelyingParty(operator, ask)).toMatchObject({ id: 'twin' })
    expect(await removeRelyingParty(operator, ask)).toMatchObject({ id: 'twin' })
    const directory = await openRelyingParties(world.runtime)
    expect(directory.find('urn:example:twin')).toBeUndefined()
    directory.close()
    const again = { ...ask, submissionId: world.newId() }
    expect(await fieldsOf(removeRelyingParty(operator, again))).toMatchObject({ code: 'common.not-found' })
  })

  it('leaves the sandbox what it plays: its certificate stays, and it stays', async () => {
    const before = await viewRelyingParty(operator, { id: 'usi' })
    const asked = payroll({ id: 'usi', version: 1, name: 'USI', addresses: 'https://usi.example/service' })
    await saveRelyingParty(operator, asked)
    const after = await viewRelyingParty(operator, { id: 'usi' })
    expect(after.party).toMatchObject({ name: 'USI', certificate: before.party?.certificate })
    const remove = { submissionId: world.newId(), id: 'usi', version: 2 }
    expect(await fieldsOf(removeRelyingParty(operator, remove))).toMatchObject({ code: 'desk.party-simulated' })
    // In production there are no simulated ones.
    const { runtime } = world
    const production = {
      ...operator,
      runtime: { ...runtime, settings: { ...runtime.settings, mode: 'production' as const } },
    }
    expect(await removeRelyingParty(production, { ...remove, submissionId: world.newId() })).toMatchObject({
      id: 'usi',
    })
  })
})

describe('is refused, with the field that is wrong', () => {
  const selfSigned = (...key: string[]) =>
    execFileSync(
      'openssl',
      ['req', '-x509', ...key, '-nodes', '-keyout', '/dev/null', '-subj', '/CN=x', '-days', '30'],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    )
  const privateKey = () => authority.tokenSigning().privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()

  it.each<[string, () => Partial<SaveRelyingPartyInput>, string]>([
    ['an id with a space', () => ({ id: 'my portal' }), 'id'],
    ['an id that leads elsewhere', () => ({ id: '../usi' }), 'id'],
    ['an id that is taken', () => ({ id: 'payroll-portal', addresses: 'urn:new' }), 'id'],
    ['no name', () => ({ name: ' ' }), 'name'],
    ['no address', () => ({ addresses: ' \n ' }), 'addresses'],
    ['an address that is none', () => ({ addresses: 'payroll' }), 'addresses'],
    ['a script as an address', () => ({ addresses: 'javascript:alert(1)' }), 'addresses'],
    ['an address with a password', () => ({ addresses: 'https://me:secret@service.example/' }), 'addresses'],
    ['the address of another party', () => ({ addresses: 'https://PAYROLL.example/other/' }), 'addresses'],
    [
      'twenty-one addresses',
      () => ({ addresses: Array.from({ length: 21 }, (_, at) => `urn:a:${at}`).join('\n') }),
      'addresses',
    ],
    ['no certificate', () => ({ certificate: '' }), 'certificate'],
    ['a text for a certificate', () => ({ certificate: 'hello' }), 'certificate'],
    ['a private key', () => ({ certificate: privateKey() }), 'certificate'],
    [
      'a private key behind the certificate',
      () => ({ certificate: payroll().certificate + privateKey() }),
      'certificate',
    ],
    ['a chain', () => ({ certificate: authority.chain.map(({ der }) => pemOf(der)).join('') }), 'certificate'],
    ['an authority', () => ({ certificate: pemOf(authority.sub.certificate.der) }), 'certificate'],
    ['the certificate of another party', () => ({ certificate: payroll().certificate }), 'certificate'],
    [
      'an elliptic key',
      () => ({ certificate: selfSigned('-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256') }),
      'certificate',
    ],
    ['a short key', () => ({ certificate: selfSigned('-newkey', 'rsa:1024') }), 'certificate'],
    ['no kind of key', () => ({ keyTypes: [] }), 'keyTypes'],
    ['an unknown kind of key', () => ({ keyTypes: ['none'] as never }), 'keyTypes.0'],
    ['no life of a token', () => ({ defaultMinutes: '0' }), 'defaultMinutes'],
    ['a life that is no number', () => ({ maximumMinutes: 'long' }), 'maximumMinutes'],
    ['a life of two days', () => ({ maximumMinutes: '2880' }), 'maximumMinutes'],
    ['a usual life over the longest', () => ({ defaultMinutes: '700' }), 'defaultMinutes'],
    ['an unknown service', () => ({ serviceId: 'nothing' }), 'serviceId'],
  ])('%s', async (_what, changes, field) => {
    const before = await world.store.relyingParty.count()
    const fresh = payroll({
      id: 'fresh',
      addresses: 'urn:example:fresh',
      certificate: pemOf(authority.ocsp().certificate.der),
      ...changes(),
    })
    const { code, fields } = await fieldsOf(saveRelyingParty(operator, fresh))
    expect(code).toBe('common.invalid-input')
    expect(Object.keys(fields)).toEqual([field])
    expect(JSON.stringify(fields)).not.toContain('BEGIN')
    expect(await world.store.relyingParty.count()).toBe(before)
  })

  it('a certificate that has expired', async () => {
    world.clock.advance(40 * 365 * day)
    const { fields } = await fieldsOf(saveRelyingParty(operator, payroll({ id: 'late', addresses: 'urn:late' })))
    expect(fields).toEqual({ certificate: 'This certificate has expired.' })
    world.clock.advance(-40 * 365 * day)
  })

  it('a change of one that is not there', async () => {
    expect(
      await fieldsOf(saveRelyingParty(operator, payroll({ id: 'nobody', version: 1, addresses: 'urn:n' }))),
    ).toMatchObject({
      code: 'common.not-found',
    })
  })
})

describe('to anybody else there is no desk', () => {
  it('whatever they ask', async () => {
    const olivia = await world.person('Olivia', 'Nguyen')
    const entries = await world.store.historyEntry.count({ where: { abn: deskHistory } })
    for (const ask of [
      () => saveRelyingParty(olivia, payroll({ id: 'mine', addresses: 'urn:mine' })),
      () => saveRelyingParty(olivia, payroll({ version: 3 })),
      () => removeRelyingParty(olivia, { submissionId: world.newId(), id: 'payroll-portal', version: 3 }),
      () => listRelyingParties(olivia),
      () => viewRelyingParty(olivia, { id: 'payroll-portal' }),
      () => viewRelyingParty(olivia, { id: undefined }),
      () => listDeskHistory(olivia, {}),
    ]) {
      expect((await fieldsOf(ask())).code).toBe('common.not-found')
    }
    expect(await world.store.historyEntry.count({ where: { abn: deskHistory } })).toBe(entries)
  })

  it('and an operator with a weaker identity has to sign in again', async () => {
    const weak = { ...operator, actor: { ...operator.actor, strength: 'STANDARD' as const } }
    expect((await fieldsOf(listRelyingParties(weak))).code).toBe('ram.identity-too-weak')
    expect((await fieldsOf(saveRelyingParty(weak, payroll({ id: 'w' })))).code).toBe('ram.identity-too-weak')
  })
})
