import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedRelyingParties } from '../../../../prisma/seed/relying-parties.ts'
import { by, type Holder, type TestAuthority, testAuthority, usiAddress } from '../../../../test/attacks/mas-world.ts'
import { openTestAuthority } from '../../../../test/support/authority.ts'
import {
  business,
  type Cast,
  type CastRole,
  cancelledBusiness,
  otherBusiness,
  requestFor,
  seedCast,
} from '../../../../test/support/credentials.ts'
import { serve } from '../../../../test/support/http.ts'
import { createTestRuntime, type TestRuntime } from '../../../../test/support/runtime.ts'
import { toBase64, utf8 } from '../../../core/bytes.ts'
import { day, type Instant } from '../../../core/clock.ts'
import { hasCode } from '../../../core/errors/index.ts'
import { systemRandom } from '../../../core/random.ts'
import { parseKeystorePassword } from '../../../formats/keystore/password.ts'
import { readKeystore } from '../../../formats/keystore/read.ts'
import { sealKeystore } from '../../../formats/keystore/seal.ts'
import { relyingPartyProfile } from '../../../formats/pki/profile/profiles.ts'
import { readFault, writeTokenRequest } from '../../../formats/wstrust/index.ts'
import { parseXml } from '../../../formats/xml/index.ts'
import type { Authority } from '../../../platform/authority/authority.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'
import type { Service } from '../../../services/http/service.ts'
import { createMasService } from '../../../services/mas/index.ts'
import { createTestCredential } from '../../credentials/create/create-test-credential.ts'
import { createCredentialDirectory } from '../../credentials/directory/credential-directory.ts'
import { openRegister } from '../../ram/businesses/register/register.ts'
import { explainTrace } from '../view-trace.ts'
import { listExternalCredentials, listTrusted } from './list-external-credentials.ts'
import { stopTrusting } from './stop-trusting.ts'
import { trustKeystore } from './trust-keystore.ts'

let runtime: TestRuntime
let authority: Authority
let cast: Cast
let foreign: TestAuthority
let machine: Holder
let services: Record<'sandbox' | 'production', Door>
type Door = { post(message: string): Promise<{ event: string | undefined; trace: string }>; close(): Promise<void> }

const address = 'https://localhost:3443/R3.0/S007v1.3/service.svc'
const issuer = { event: 'E2020' }
const accepted = { event: undefined }

beforeAll(async () => {
  runtime = await createTestRuntime('embedded')
  authority = await openTestAuthority(runtime)
  cast = await seedCast(runtime)
  await inTransaction(runtime.store, (tx) => seedRelyingParties(tx, { authority, settings: runtime.settings }))
  foreign = await testAuthority('Another Office')
  machine = await foreign.credential(business.abn, 'USIMachine')
  const production: Runtime = { ...runtime, settings: { ...runtime.settings, mode: 'production' } }
  services = { sandbox: await open(runtime), production: await open(production) }
})
afterAll(async () => {
  for (const service of Object.values(services)) await service.close()
  await runtime.close()
})

async function open(of: Runtime): Promise<Door> {
  const service: Service = await createMasService(of, {
    authority,
    directory: createCredentialDirectory(of),
    register: openRegister(of),
    decideRelationship: () => ({ allowed: false, reason: 'none', sentence: 'There is none.' }),
  })
  const served = await serve(service)
  return {
    async post(message) {
      const url = `${served.url}/R3.0/S007v1.3/service.svc`
      const response = await fetch(url, { method: 'POST', body: message })
      const body = parseXml(utf8(await response.text()))
      const trace = response.headers.get('mandate-trace') ?? ''
      return { event: response.status === 200 ? undefined : readFault(body)?.event, trace }
    },
    async close() {
      await served.close()
      await service.close?.()
    },
  }
}

function ask(holder: Holder, service: keyof typeof services = 'sandbox') {
  runtime.clock.advance(1)
  const request = { ...by(holder), to: address, appliesTo: usiAddress, now: runtime.clock.now() }
  return services[service].post(writeTokenRequest({ ...request, random: systemRandom, timestampId: '_0' }))
}

/** The certificates of a keystore file, as the command and the page read them from it. */
function fileOf(holder: Holder, above: readonly Holder[] = [foreign.sub, foreign.root]) {
  const certificates = [holder, ...above].map(({ certificate }) => certificate.der)
  const privateKeyPkcs8 = holder.privateKey.export({ format: 'der', type: 'pkcs8' })
  const file = sealKeystore({
    credentials: [{ certificates, privateKeyPkcs8 }],
    password: parseKeystorePassword('External-Test-1'),
    random: systemRandom,
    now: runtime.clock.now(),
  })
  return { credentials: readKeystore(file).credentials.map((one) => one.certificates.map(toBase64)) }
}

describe('a credential of another authority', () => {
  test('gets no token before somebody trusts it', async () => {
    expect(await ask(machine)).toMatchObject(issuer)
  })

  test('gets its token once its file is trusted, and the trace says that it is external', async () => {
    const trusted = await trustKeystore(runtime, fileOf(machine))
    expect(trusted).toMatchObject([{ abn: business.abn, name: 'USIMachine', authority: expect.stringMatching(/Root/) }])
    const answer = await ask(machine)
    expect(answer).toMatchObject(accepted)
    const written = () => explainTrace(runtime.store, answer.trace).catch(() => undefined)
    await expect.poll(written, { timeout: 3_000 }).toBeDefined()
    const trace = await explainTrace(runtime.store, answer.trace)
    expect(trace.credential).toMatchObject({ name: 'USIMachine', external: true })
    const facts = trace.steps.flatMap((step) => step.facts)
    expect(facts.find(({ name }) => name === 'anchor')?.value).toContain('external')
    expect(facts.find(({ name }) => name === 'revocation')?.value).toContain('not asked')
  })

  test('is shown as external to the people of its business, and to no others', async () => {
    const list = (who: CastRole, abn: string = business.abn) => listExternalCredentials(cast[who], { abn })
    expect(await list('mca')).toMatchObject([{ name: 'USIMachine' }])
    await expect(list('user')).rejects.toThrow('ram.role-too-low')
    await expect(list('principal', otherBusiness.abn)).rejects.toThrow('ram.no-authorisation')
  })

  test('is trusted twice without being there twice', async () => {
    await trustKeystore(runtime, fileOf(machine))
    expect(await listTrusted(runtime)).toHaveLength(1)
  })

  test.each([
    ['of the same business', business.abn, 'Other'],
    ['of the same name', business.abn, 'USIMachine'],
    ['of another business', otherBusiness.abn, 'USIMachine'],
  ])('lends no trust to another credential %s from the same authority', async (_which, abn, name) => {
    expect(await ask(await foreign.credential(abn, name))).toMatchObject(issuer)
  })

  test('gets no token at once after it is no longer trusted', async () => {
    const [row] = await listTrusted(runtime)
    await stopTrusting(runtime, { id: row?.id ?? '' })
    await expect.poll(async () => (await ask(machine)).event, { timeout: 3_000 }).toBe('E2020')
    await expect(stopTrusting(runtime, { id: row?.id ?? '' })).rejects.toThrow('common.not-found')
  })
})

describe('production', () => {
  const production = () => ({ ...runtime, settings: { ...runtime.settings, mode: 'production' as const } })

  test('never believes an external credential, even where the database has one', async () => {
    await trustKeystore(runtime, fileOf(machine))
    await expect.poll(async () => (await ask(machine)).event, { timeout: 3_000 }).toBeUndefined()
    runtime.signals.emit('relying-parties-changed', {})
    expect(await ask(machine, 'production')).toMatchObject(issuer)
  })

  test('knows nothing of trusting, listing and ending it', async () => {
    const [row] = await listTrusted(runtime)
    expect(row).toBeDefined()
    await expect(trustKeystore(production(), fileOf(machine))).rejects.toThrow('common.not-found')
    await expect(stopTrusting(production(), { id: row?.id ?? '' })).rejects.toThrow('common.not-found')
    expect(await listTrusted(production())).toEqual([])
    const context = { ...cast.principal, runtime: production() }
    expect(await listExternalCredentials(context, { abn: business.abn })).toEqual([])
  })
})

describe('a file', () => {
  test('of a business that the register does not know brings the business along', async () => {
    const abn = '83914571673'
    const holder = await foreign.credential(abn, 'Elsewhere')
    await trustKeystore(runtime, fileOf(holder))
    await expect.poll(async () => (await ask(holder)).event, { timeout: 3_000 }).toBeUndefined()
  })

  test.each<[string, () => Promise<{ credentials: string[][] }>, string]>([
    ['without its authority', async () => fileOf(machine, []), 'trust.no-authority'],
    ['of our own authority', ownFile, 'trust.issued-here'],
    [
      'of a cancelled business',
      async () => fileOf(await foreign.credential(cancelledBusiness.abn, 'X')),
      'credential.business-cancelled',
    ],
    [
      'that names no business',
      async () => ({
        credentials: [chainOf(await foreign.issue(relyingPartyProfile(), [{ name: 'CN', value: 'X' }]))],
      }),
      'trust.no-business',
    ],
    [
      'that has expired',
      async () =>
        fileOf(await foreign.credential(business.abn, 'Old', { from: (runtime.clock.now() - 740 * day) as Instant })),
      'certificate.expired',
    ],
    ['with the authority of somebody else', async () => lookAlike(), 'certificate.'],
    ['with nothing', async () => ({ credentials: [] }), 'common.invalid-input'],
    ['with a credential without certificates', async () => ({ credentials: [[]] }), 'common.invalid-input'],
    ['that is no base64', async () => ({ credentials: [['%']] }), 'common.invalid-input'],
    [
      'that is no certificate',
      async () => ({ credentials: [[toBase64(utf8('certificate'))]] }),
      'certificate.malformed',
    ],
  ])('%s is refused, and nothing is trusted', async (_what, make, code) => {
    const before = await runtime.store.externalCredential.count()
    const input = await make()
    const refused = await trustKeystore(runtime, input).catch((error: unknown) => error)
    expect(hasCode(refused, 'common.internal')).toBe(false)
    expect(String(refused)).toContain(code)
    expect(await runtime.store.externalCredential.count()).toBe(before)
  })

  async function ownFile() {
    const asked = { abn: business.abn, name: 'Own' }
    const { certificates } = await createTestCredential(runtime, {
      ...asked,
      certificateRequest: await requestFor(asked),
    })
    return { credentials: [certificates] }
  }

  /** An authority with the same names and other keys. */
  async function lookAlike() {
    const twin = await testAuthority('Another Office')
    return { credentials: [chainOf(machine, [twin.sub, twin.root])] }
  }
})

function chainOf(holder: Holder, above: readonly Holder[] = [foreign.sub, foreign.root]): string[] {
  return [holder, ...above].map(({ certificate }) => toBase64(certificate.der))
}
