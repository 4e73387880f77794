import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRamWorld, type RamWorld } from '../../../../test/support/ram.ts'
import { isMandateError } from '../../../core/errors/index.ts'
import { verifyHistory } from '../../../platform/history/verify-history.ts'
import { bindGrant, sessionOfGrant } from '../../../platform/oidc/bound-grants.ts'
import type { UseCaseContext } from '../../context.ts'
import { demonstration } from '../../ram/sharing/demonstration.ts'
import { listRelyingServices, viewRelyingService } from './list-relying-services.ts'
import { removeRelyingService } from './remove-relying-service.ts'
import { saveRelyingService } from './save-relying-service.ts'
import type { SaveRelyingServiceInput } from './service-input.ts'

let world: RamWorld
let operator: UseCaseContext
beforeAll(async () => {
  world = await createRamWorld('postgresql')
  operator = await world.person('Dana', 'Kelly')
  await world.store.person.update({ where: { id: operator.actor.personId }, data: { isOperator: true } })
})
afterAll(async () => {
  expect((await verifyHistory(world.store)).faults).toEqual([])
  await world.runtime.close()
})

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
const setOf = (...keys: object[]) => JSON.stringify({ keys })
const publicJwk = pair.publicKey.export({ format: 'jwk' })
const grants = (changes: Partial<SaveRelyingServiceInput> = {}): SaveRelyingServiceInput => ({
  submissionId: world.newId(),
  id: 'grants',
  version: 0,
  name: 'Grants portal',
  purpose: 'Businesses apply for grants here.',
  redirectUris: 'https://grants.example/callback\nhttp://localhost:8080/callback',
  keys: setOf(publicJwk),
  scopes: ['openid', 'tdif_business_authorisations'],
  serviceIds: ['usi'],
  ...changes,
})
const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!isMandateError(error)) throw new Error(`not refused: ${error}`)
  return { code: error.code, fields: error.fields }
}

describe('an operator', () => {
  it('registers a relying service, changes it and removes it, each told in the history', async () => {
    await saveRelyingService(operator, grants())
    expect(await listRelyingServices(operator)).toMatchObject([{ id: 'grants', version: 1, isSimulated: false }])
    await saveRelyingService(operator, grants({ version: 1, scopes: ['openid', 'profile'] }))
    expect(await refusal(saveRelyingService(operator, grants({ version: 1, name: 'Other' })))).toEqual({
      code: 'common.changed-meanwhile',
      fields: { scopes: 'Dana Kelly changed this to "openid, profile" while you were working.' },
    })
    const { service, people, services } = await viewRelyingService(operator, { id: 'grants' })
    expect(service).toMatchObject({ scopes: ['openid', 'profile'], version: 2 })
    expect(people).toBe(0)
    expect(services.length).toBeGreaterThan(3)
    const { actor } = await world.person('Olivia', 'Nguyen')
    const at = new Date(world.clock.now())
    const shared = {
      serviceId: 'grants',
      personId: actor.personId,
      subject: 's',
      strength: 'STRONG' as const,
      scopes: ['openid'],
    }
    await world.store.relyingServicePerson.create({ data: { ...shared, agreedAt: at, signedInAt: at } })
    const party = { accountId: actor.personId, clientId: 'grants', sessionId: 'one', lifetime: 600 }
    await bindGrant(world.runtime, { ...party, grantId: 'of-grants' })
    await bindGrant(world.runtime, { ...party, clientId: 'other', grantId: 'of-other' })
    await removeRelyingService(operator, { submissionId: world.newId(), id: 'grants', version: 2 })
    expect(await sessionOfGrant(world.runtime, 'of-grants')).toBeUndefined()
    expect(await sessionOfGrant(world.runtime, 'of-other')).toBe('one')
    expect(await world.store.sharingEvent.findMany()).toMatchObject([
      { act: 'WITHDRAWN', serviceId: 'grants', serviceName: 'Grants portal', personId: actor.personId },
    ])
    expect(await listRelyingServices(operator)).toEqual([])
    const entries = await world.store.historyEntry.findMany({ where: { abn: 'desk' }, orderBy: { position: 'asc' } })
    expect(entries.map(({ act }) => act)).toEqual([
      'relying-service-registered',
      'relying-service-changed',
      'relying-service-removed',
    ])
    expect(JSON.stringify(entries.map(({ details }) => details))).toContain(String(publicJwk.n).slice(0, 16))
  })

  it('leaves the demonstration of the sandbox its key and address', async () => {
    const row = {
      name: 'Demo',
      purpose: 'x',
      keys: { keys: [publicJwk] } as object,
      redirectUris: ['https://demo.example/'],
    }
    await world.store.relyingService.create({
      data: { id: demonstration.id, ...row, scopes: ['openid'], serviceIds: ['usi'], createdAt: new Date() },
    })
    const asked = grants({
      id: demonstration.id,
      version: 1,
      keys: setOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })),
    })
    await saveRelyingService(operator, asked)
    const { service } = await viewRelyingService(operator, { id: demonstration.id })
    expect(service).toMatchObject({ name: 'Grants portal', redirectUris: row.redirectUris, isSimulated: true })
    expect(JSON.parse(service?.keys ?? '')).toEqual(row.keys)
    const remove = { submissionId: world.newId(), id: demonstration.id, version: 2 }
    expect((await refusal(removeRelyingService(operator, remove))).code).toBe('desk.party-simulated')
  })
})

describe('is refused, with the field that is wrong', () => {
  const weak = () => generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' })
  it.each<[string, () => Partial<SaveRelyingServiceInput>, string]>([
    ['an id with capital letters', () => ({ id: 'Grants' }), 'id'],
    ['no purpose', () => ({ purpose: '' }), 'purpose'],
    ['no return address', () => ({ redirectUris: '' }), 'redirectUris'],
    ['a return address without TLS', () => ({ redirectUris: 'http://grants.example/callback' }), 'redirectUris'],
    ['a return address with a fragment', () => ({ redirectUris: 'https://grants.example/#x' }), 'redirectUris'],
    ['a script as a return address', () => ({ redirectUris: 'javascript:alert(1)' }), 'redirectUris'],
    ['keys that are no JSON', () => ({ keys: '-----BEGIN PUBLIC KEY-----' }), 'keys'],
    ['no keys', () => ({ keys: setOf() }), 'keys'],
    ['a private key', () => ({ keys: setOf(pair.privateKey.export({ format: 'jwk' })) }), 'keys'],
    ['a shared secret', () => ({ keys: setOf({ kty: 'oct', k: 'c2VjcmV0' }) }), 'keys'],
    ['a short key', () => ({ keys: setOf(weak()) }), 'keys'],
    ['a key of nothing', () => ({ keys: setOf({ kty: 'RSA' }) }), 'keys'],
    ['null for a key', () => ({ keys: '{"keys":[null]}' }), 'keys'],
    ['no scope', () => ({ scopes: [] }), 'scopes'],
    ['an unknown scope', () => ({ scopes: ['openid', 'everything'] as never }), 'scopes.1'],
    ['scopes of people without openid', () => ({ scopes: ['profile'] }), 'scopes'],
    ['no service', () => ({ serviceIds: [] }), 'serviceIds'],
    ['an unknown service', () => ({ serviceIds: ['usi', 'nothing'] }), 'serviceIds'],
  ])('%s', async (_what, changes, field) => {
    const before = await world.store.relyingService.count()
    const { code, fields } = await refusal(saveRelyingService(operator, grants({ id: 'fresh', ...changes() })))
    expect(code).toBe('common.invalid-input')
    expect(Object.keys(fields).map((name) => name.split('.')[0])).toEqual([field.split('.')[0]])
    expect(await world.store.relyingService.count()).toBe(before)
  })
})

describe('to anybody else there is no desk', () => {
  it('whatever they ask', async () => {
    const olivia = await world.person('Olivia', 'Nguyen')
    for (const ask of [
      () => saveRelyingService(olivia, grants({ id: 'mine' })),
      () => removeRelyingService(olivia, { submissionId: world.newId(), id: demonstration.id, version: 2 }),
      () => listRelyingServices(olivia),
      () => viewRelyingService(olivia, { id: demonstration.id }),
    ]) {
      expect((await refusal(ask())).code).toBe('common.not-found')
    }
  })
})
