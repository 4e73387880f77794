import { X509Certificate } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { credentialInFile } from '../../test/support/kit-credential.ts'
import { startTestSandbox, type TestSandbox } from '../../test/support/sandbox-harness.ts'
import { utf8 } from '../core/bytes.ts'
import { minute } from '../core/clock.ts'
import { writePem } from '../formats/pki/pem.ts'
import { decryptToken } from '../formats/saml/index.ts'
import { parseXml } from '../formats/xml/index.ts'
import {
  callUsi,
  createSandboxCredential,
  explainTrace,
  fetchSandboxRoot,
  type KitCredential,
  parseAbn,
  requestToken,
  type TokenOptions,
  validateToken,
  verifyUsi,
} from './index.ts'

const otherRoot = new X509Certificate(rootCertificates[0] as string).raw
const maryam = {
  orgCode: 'VA1803',
  usi: 'BNGH7C75FN',
  givenName: 'Maryam',
  familyName: 'Fredrick',
  birthDate: '1966-05-25',
}

let sandbox: TestSandbox
let folder: string
let credential: KitCredential
let provider: KitCredential

beforeAll(async () => {
  sandbox = await startTestSandbox()
  folder = await mkdtemp(join(tmpdir(), 'mandate-kit-'))
  credential = await newCredential('27809366375', 'kit-test')
  provider = await newCredential('11000002568', 'cloud-test')
}, 90_000)
afterAll(async () => {
  await sandbox.close()
  await rm(folder, { recursive: true })
})

const newCredential = (abn: string, name: string) => credentialInFile(sandbox, folder, { abn, name })

function token(changes: Partial<TokenOptions> = {}) {
  const { clock } = sandbox.runtime
  const appliesTo = `${sandbox.https}/evte/usi/service/v5/usiservice.svc`
  return requestToken({ credential, appliesTo, endpoint: sandbox.https, clock, ...changes })
}

const call = () => ({ endpoint: sandbox.https, credentialRoot: credential.root, clock: sandbox.runtime.clock })

describe('from a sandbox credential to an answer of the registry', () => {
  it.each([
    ['SAML 2.0', {}],
    ['SAML 1.1', { tokenType: 'saml1' }],
    ['the public address of the service', { appliesTo: 'https://3pt.portal.usi.gov.au/service/v5/usiservice.svc' }],
    ['a proof key of 512 bits', { keySize: 512 }],
  ] as const)('the way is open: %s', async (_, changes) => {
    const issued = await token(changes)
    expect(issued.proofKey).toHaveLength((changes as { keySize?: number }).keySize === 512 ? 64 : 32)
    expect(issued.trace).toMatch(/^t[0-9a-z]{16}$/)
    expect(await verifyUsi(maryam, { token: issued, ...call() })).toEqual({
      status: 'Valid',
      givenName: 'Match',
      familyName: 'Match',
      birthDate: 'Match',
    })
  })

  it('leaves a trace of the call that names the trace of the token', async () => {
    const issued = await token()
    await verifyUsi(maryam, { token: issued, ...call() })
    const { store } = sandbox.runtime
    const find = () => store.trace.findFirst({ where: { service: 'usi', tokenTraceId: issued.trace ?? '' } })
    await expect.poll(find).toMatchObject({ outcome: 'ACCEPTED', abn: '27809366375' })
  })

  it('explains the token and the call by their trace, in every step', async () => {
    const issued = await token()
    const explained = await explainTrace(issued.trace ?? '', { endpoint: sandbox.https })
    expect(explained).toMatchObject({ id: issued.trace, accepted: true, refusal: null })
    expect(explained.steps.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['Signature', 'Chain of certificates', 'Credential', 'Line of authority', 'Token']),
    )
    expect(JSON.stringify(explained)).not.toContain(Buffer.from(issued.proofKey as Uint8Array).toString('base64'))
  })

  it('lets one token make many calls at the same moment', async () => {
    const issued = await token()
    const calls = Array.from({ length: 8 }, () => verifyUsi(maryam, { token: issued, ...call() }))
    expect((await Promise.all(calls)).every(({ status }) => status === 'Valid')).toBe(true)
  })

  it('lets cloud software speak for the business that named its provider', async () => {
    const issued = await token({ credential: provider, actAs: { abn: '96312011219', softwareId: '0000123400' } })
    const student = { orgCode: 'VA1804', usi: 'XNY5NV9WG9', singleName: 'Amy', birthDate: '2022-06-07' }
    expect(await verifyUsi(student, { token: issued, ...call() })).toMatchObject({ singleName: 'Match' })
    const own = { ...student, orgCode: 'VA1802' }
    await expect(verifyUsi(own, { token: issued, ...call() })).rejects.toMatchObject({ details: { event: '2002' } })
  })

  it('calls the other operations by their names in the contract', async () => {
    const { Countries } = await callUsi('GetCountries', { OrgCode: 'VA1803' }, { token: await token(), ...call() })
    expect(Countries.CountryDetails.length).toBeGreaterThan(100)
  })

  it('needs no TLS on this machine', async () => {
    const issued = await token({ endpoint: sandbox.http })
    expect(await verifyUsi(maryam, { token: issued, ...call(), endpoint: sandbox.http })).toMatchObject({
      status: 'Valid',
    })
  })
})

describe('a relying party asks about a token that it was sent', () => {
  const asked = (id = 'usi') => {
    const { certificate, privateKey } = sandbox.authority.relyingPartyKey(id)
    const { clock } = sandbox.runtime
    const ca = writePem('CERTIFICATE', sandbox.authority.root.certificate.der)
    return { certificate: certificate.der, privateKey, endpoint: sandbox.https, clock, ca }
  }

  it.each([
    ['SAML 2.0', {}],
    ['SAML 1.1', { tokenType: 'saml1' }],
  ] as const)('and learns that it holds: %s', async (_, changes) => {
    const { token: sent } = await token(changes)
    expect(await validateToken({ token: sent, ...asked() })).toEqual({
      valid: true,
      reason: 'The token is valid.',
      trace: expect.stringMatching(/^t[0-9a-z]{16}$/),
    })
  })

  it('and learns that it does not hold any more: the credential was revoked, and its signature is as good as before', async () => {
    const doomed = await newCredential('27809366375', 'doomed')
    const { token: sent, trace } = await token({ credential: doomed })
    const { store } = sandbox.runtime
    await expect.poll(() => store.trace.findUnique({ where: { id: trace ?? '' } })).not.toBeNull()
    expect((await validateToken({ token: sent, ...asked() })).valid).toBe(true)
    await store.credential.updateMany({
      where: { name: 'doomed' },
      data: { status: 'REVOKED', revokedAt: new Date(sandbox.runtime.clock.now()), revocationReason: 'KEY_COMPROMISE' },
    })
    sandbox.runtime.signals.emit('world-changed', {})
    const { valid, reason } = await validateToken({ token: sent, ...asked() })
    expect({ valid, reason }).toEqual({ valid: false, reason: expect.stringContaining('revoked') })
  })

  it('but not with the key of another party, nor as somebody unknown, nor about what is no token', async () => {
    const { token: sent } = await token()
    await expect(validateToken({ token: sent, ...asked('sbr') })).rejects.toMatchObject({
      code: expect.stringMatching(/^xmlenc\./),
    })
    const stranger = { ...asked(), certificate: credential.certificate, privateKey: credential.privateKey }
    const opened = decryptToken(parseXml(utf8(sent)).root, asked().privateKey).source
    await expect(validateToken({ token: opened, ...stranger })).rejects.toMatchObject({
      code: 'kit.refused',
      details: { event: 'E9050' },
    })
    await expect(validateToken({ token: '<a/>', ...asked() })).rejects.toMatchObject({ code: 'saml.malformed' })
    await expect(validateToken({ token: 'no XML', ...asked() })).rejects.toMatchObject({
      code: expect.stringMatching(/^xml\./),
    })
  })
})

describe('a refusal', () => {
  it.each<[string, () => Partial<TokenOptions>, string]>([
    ['a service that nobody knows', () => ({ appliesTo: 'https://nobody.example/service' }), 'E2003'],
    [
      'cloud software without a notification',
      () => ({ actAs: { abn: '96312011219', softwareId: '0000123400' } }),
      'E9042',
    ],
    ['a clock that is an hour behind', () => ({ clock: { now: () => (now() - 60 * minute) as never } }), 'E9013'],
    ['a claim that nobody knows', () => ({ claims: ['urn:example:claim'] }), 'E2183'],
  ])('of the token service tells its event, its trace and what to do: %s', async (_, changes, event) => {
    const refused = token(changes())
    await expect(refused).rejects.toMatchObject({
      code: 'kit.refused',
      details: { event, trace: expect.stringMatching(/^t/) },
    })
    await expect(refused).rejects.toMatchObject({ details: { advice: expect.stringMatching(/\w+ \w+/) } })
  })

  it('of the registry tells its number: a token for another service', async () => {
    const issued = await token({ appliesTo: 'https://test.sbr.gov.au/services' })
    await expect(verifyUsi(maryam, { token: issued, ...call() })).rejects.toMatchObject({
      code: 'kit.refused',
      details: { event: '2004', trace: expect.stringMatching(/^t/) },
    })
  })

  it('of the registry tells its number: a token that has ended', async () => {
    const issued = await token({ lifetimeMinutes: 5 })
    sandbox.runtime.clock.advance(8 * minute)
    await expect(verifyUsi(maryam, { token: issued, ...call() })).rejects.toMatchObject({
      details: { event: '2004', reason: expect.stringContaining('The token was valid until') },
    })
    sandbox.runtime.clock.advance(-8 * minute)
  })

  it('of the registry tells its number: the organisation of another business', async () => {
    const student = { ...maryam, orgCode: 'VA1802' }
    const refused = verifyUsi(student, { token: await token(), ...call() })
    await expect(refused).rejects.toMatchObject({ details: { event: '2002' } })
  })

  it('is explained by its trace, with the change that would make it pass', async () => {
    const refusal = await token({ appliesTo: 'https://nobody.example/service' }).catch((error: unknown) => error)
    const trace = /\b[a-z0-9]{17}\b/.exec(JSON.stringify((refusal as { details: unknown }).details))?.[0] ?? ''
    const explained = await explainTrace(trace, { endpoint: sandbox.https })
    expect(explained).toMatchObject({ accepted: false, refusal: { event: 'E2003' } })
    expect(explained.steps.at(-1)).toMatchObject({ outcome: 'refused', change: expect.stringMatching(/./) })
  })

  it.each(['', 'x', 'tf6t738fxvtccp97r', "' OR 1=1 --"])('there is no trace %j to tell', async (id) => {
    await expect(explainTrace(id, { endpoint: sandbox.https })).rejects.toThrow('kit.refused')
  })

  it('of a USI with a typing mistake comes before anything is sent', async () => {
    const nowhere = { token: await token(), endpoint: 'https://nobody.invalid' }
    await expect(verifyUsi({ ...maryam, usi: 'BNGH7C75FM' }, nowhere)).rejects.toMatchObject({ code: 'usi.invalid' })
  })

  it('of a revoked credential is told apart', async () => {
    const lost = await newCredential('27809366375', 'lost')
    await sandbox.runtime.store.credential.updateMany({
      where: { name: 'lost' },
      data: { status: 'REVOKED', revokedAt: new Date(sandbox.runtime.clock.now()), revocationReason: 'KEY_COMPROMISE' },
    })
    const row = await sandbox.runtime.store.credential.findFirstOrThrow({ where: { name: 'lost' } })
    sandbox.runtime.signals.emit('credential-changed', { credentialId: row.id, abn: row.abn })
    await expect(token({ credential: lost })).rejects.toMatchObject({ details: { event: 'E2014' } })
  })

  it('of a test credential for a business that the register does not know', async () => {
    const refused = createSandboxCredential({ abn: parseAbn('53004085616'), name: 'x', endpoint: sandbox.https })
    await expect(refused).rejects.toMatchObject({ code: 'kit.refused' })
  })
})

describe('trust', () => {
  it('is not given to a server of another authority than that of the credential', async () => {
    const failed = token({ credential: { ...credential, root: otherRoot } })
    await expect(failed).rejects.toMatchObject({ code: 'kit.not-trusted' })
  })

  it('is given to the root that the caller names, and to no other', async () => {
    const ca = writePem('CERTIFICATE', sandbox.authority.root.certificate.der)
    expect((await token({ ca, credential: { ...credential, root: undefined } })).proofKey).toBeDefined()
    await expect(token({ ca: writePem('CERTIFICATE', otherRoot) })).rejects.toMatchObject({ code: 'kit.not-trusted' })
  })

  it('is never given without a check, also where nothing is known', async () => {
    await expect(token({ credential: { ...credential, root: undefined } })).rejects.toMatchObject({
      code: 'kit.not-trusted',
    })
  })

  it('fetches a root from this machine only', async () => {
    expect(await fetchSandboxRoot(new URL(sandbox.https))).toBe(
      writePem('CERTIFICATE', sandbox.authority.root.certificate.der),
    )
    await expect(fetchSandboxRoot(new URL('https://example.com'))).rejects.toMatchObject({
      code: 'kit.address-invalid',
    })
  })
})

function now(): number {
  return sandbox.runtime.clock.now()
}
