import { execFileSync } from 'node:child_process'
import { hash, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestAuthority } from '../../../../test/support/authority.ts'
import {
  business,
  type Cast,
  cancelledBusiness,
  castRoles,
  makeTestCredential,
  newSubmission,
  nextLeafKey,
  otherBusiness,
  requestFor,
  seedCast,
} from '../../../../test/support/credentials.ts'
import { createTestRuntime, type TestRuntime } from '../../../../test/support/runtime.ts'
import { storeKinds } from '../../../../test/support/stores.ts'
import { fromBase64 } from '../../../core/bytes.ts'
import { hour } from '../../../core/clock.ts'
import { readCertificate } from '../../../formats/pki/certificate/read.ts'
import { writePem } from '../../../formats/pki/pem.ts'
import { limits } from '../../../policy/limits.ts'
import { openRevocationLists } from '../revocation/revocation-lists.ts'
import { revokeCredential } from '../revocation/revoke-credential.ts'
import { listCredentials } from '../show/list-credentials.ts'
import { createCredential } from './create-credential.ts'

describe.each(storeKinds)('creating a credential on %s', (kind) => {
  let runtime: TestRuntime
  let cast: Cast
  beforeAll(async () => {
    runtime = await createTestRuntime(kind)
    await openTestAuthority(runtime)
    cast = await seedCast(runtime)
  })
  afterAll(() => runtime.close())

  const leafOf = (created: { certificates: string[] }) =>
    readCertificate(fromBase64(created.certificates[0] ?? '') ?? new Uint8Array())

  test('a machine credential administrator gets the chain of a certificate with the profile of the facts', async () => {
    const created = await makeTestCredential(cast.mca, { name: 'USI  Machine '.trim().replace('  ', ' ') })
    expect(created.certificates).toHaveLength(3)
    const leaf = leafOf(created)
    expect(leaf.subject.text).toBe(`dnQualifier=ABR,CN=USI Machine,O=${business.abn},C=AU`)
    expect(new Date(leaf.notAfter).toISOString()).toBe('2028-03-02T00:59:59.000Z')
    expect(leaf.crlAddresses).toEqual(['http://localhost:3000/pki/crls/sub.crl'])
    expect(leaf.ocspAddresses).toEqual(['http://localhost:3000/pki/ocsp'])
    const row = await runtime.store.credential.findUniqueOrThrow({ where: { id: created.credentialId } })
    expect(row).toMatchObject({
      status: 'ACTIVE',
      serial: leaf.serial.hex,
      sha256Fingerprint: leaf.fingerprints.sha256,
      custodianId: cast.authorisations.mca,
      createdByName: 'Mca Tester',
    })
  })

  test('history and mails are written: to the maker and to the principal authorities', async () => {
    const created = await makeTestCredential(cast.administratorMca, { name: 'Told' })
    const entry = await runtime.store.historyEntry.findFirstOrThrow({ where: { subjectId: created.credentialId } })
    expect(entry).toMatchObject({
      act: 'credential-created',
      actorName: 'AdministratorMca Tester',
      category: 'CREDENTIAL',
    })
    const mails = await runtime.store.mail.findMany({
      where: { dedupeKey: { startsWith: `credential-created/${created.credentialId}` } },
    })
    expect(mails.map(({ recipient }) => recipient).sort()).toEqual([
      'administratormca@example.com',
      'principal@example.com',
      'representative@example.com',
    ])
  })

  test.each(castRoles)('as %s: what the matrix says, and nothing is left behind where it says no', async (role) => {
    const may = ['principal', 'representative', 'administratorMca', 'mca'].includes(role)
    const before = await runtime.store.credential.count()
    const made = makeTestCredential(cast[role], { name: `By ${role}` })
    if (may) await expect(made).resolves.toMatchObject({ name: `By ${role}` })
    else await expect(made).rejects.toMatchObject({ code: 'ram.role-too-low' })
    expect(await runtime.store.credential.count()).toBe(before + (may ? 1 : 0))
  })

  test('a stranger, and anybody for a foreign ABN, learns nothing', async () => {
    await expect(makeTestCredential(cast.stranger)).rejects.toMatchObject({ code: 'ram.no-authorisation' })
    await expect(makeTestCredential(cast.mca, { abn: otherBusiness.abn })).rejects.toMatchObject({
      code: 'ram.no-authorisation',
    })
    await expect(makeTestCredential(cast.mca, { abn: '53004085616' })).rejects.toMatchObject({
      code: 'ram.no-authorisation',
    })
  })

  test('a Basic identity is too weak, whatever the role', async () => {
    const weak = { ...cast.mca, actor: { ...cast.mca.actor, strength: 'BASIC' as const } }
    await expect(makeTestCredential(weak)).rejects.toMatchObject({ code: 'ram.identity-too-weak' })
  })

  test('the same form sent twice, also at the same time, makes one credential and gives the same certificate', async () => {
    const key = await nextLeafKey()
    const input = {
      submissionId: newSubmission(),
      abn: business.abn,
      name: 'Twice',
      certificateRequest: await requestFor({ abn: business.abn, name: 'Twice', key }),
      declaration: 'yes',
    } as const
    const both = await Promise.all([createCredential(cast.mca, input), createCredential(cast.mca, input)])
    const third = await createCredential(cast.mca, input)
    expect(new Set([...both, third].map(({ certificates }) => certificates[0])).size).toBe(1)
    expect(await runtime.store.credential.count({ where: { name: 'Twice' } })).toBe(1)
    const mails = { where: { dedupeKey: { startsWith: `credential-created/${third.credentialId}` } } }
    expect(await runtime.store.mail.count(mails)).toBe(3)
  })

  test('a form that has made its credential does not give it to another key', async () => {
    const submissionId = newSubmission()
    const input = async () => ({
      submissionId,
      abn: business.abn,
      name: 'Form',
      certificateRequest: await requestFor({ abn: business.abn, name: 'Form' }),
      declaration: 'yes' as const,
    })
    await createCredential(cast.mca, await input())
    await expect(createCredential(cast.mca, await input())).rejects.toMatchObject({ code: 'credential.form-used' })
    expect(await runtime.store.credential.count({ where: { name: 'Form' } })).toBe(1)
  })

  test('another person cannot use the form of the first', async () => {
    const input = {
      submissionId: newSubmission(),
      abn: business.abn,
      name: 'Borrowed',
      certificateRequest: await requestFor({ abn: business.abn, name: 'Borrowed' }),
      declaration: 'yes',
    } as const
    await createCredential(cast.mca, input)
    await expect(createCredential(cast.principal, input)).rejects.toMatchObject({ code: 'common.not-found' })
  })

  test('a key is certified once, ever: not again, not for another name, not after it was revoked', async () => {
    const key = await nextLeafKey()
    const first = await makeTestCredential(cast.mca, { name: 'First', key })
    const again = { code: 'certificate-request.key-already-certified' }
    await expect(makeTestCredential(cast.mca, { name: 'First', key })).rejects.toMatchObject(again)
    await expect(makeTestCredential(cast.principal, { name: 'Second', key })).rejects.toMatchObject(again)
    await revokeCredential(cast.mca, {
      submissionId: newSubmission(),
      abn: business.abn,
      id: first.credentialId,
      version: 2,
      reason: 'UNSPECIFIED',
      declaration: 'yes',
    })
    await expect(makeTestCredential(cast.mca, { name: 'First', key })).rejects.toMatchObject(again)
  })

  test.each([
    ['another name', { name: 'Other' }],
    ['another ABN', { abn: otherBusiness.abn }],
    ['a name in other letter case', { name: 'asked' }],
  ])('a request for %s than was entered is refused', async (_what, change) => {
    const certificateRequest = await requestFor({ abn: business.abn, name: 'Asked', ...change })
    await expect(
      createCredential(cast.mca, {
        submissionId: newSubmission(),
        abn: business.abn,
        name: 'Asked',
        certificateRequest,
        declaration: 'yes',
      }),
    ).rejects.toMatchObject({ code: 'certificate-request.subject' })
  })

  test('a request of which one bit was changed is refused, wherever it was', async () => {
    const der = fromBase64(await requestFor({ abn: business.abn, name: 'Bits' })) ?? new Uint8Array()
    const before = await runtime.store.credential.count()
    for (let at = 8; at < der.length; at += 37) {
      const broken = Uint8Array.from(der)
      broken[at] = (broken[at] ?? 0) ^ 0x04
      const made = createCredential(cast.mca, {
        submissionId: newSubmission(),
        abn: business.abn,
        name: 'Bits',
        certificateRequest: Buffer.from(broken).toString('base64'),
        declaration: 'yes',
      })
      await expect(made).rejects.toMatchObject({ code: expect.stringMatching(/^certificate-request\./) })
    }
    expect(await runtime.store.credential.count()).toBe(before)
  })

  test('a business whose ABN is cancelled gets none', async () => {
    await runtime.store.registerEntry.update({ where: { abn: business.abn }, data: { status: 'CANCELLED' } })
    await expect(makeTestCredential(cast.mca)).rejects.toMatchObject({ code: 'credential.business-cancelled' })
    await runtime.store.registerEntry.update({ where: { abn: business.abn }, data: { status: 'REGISTERED' } })
    expect(cancelledBusiness.abn).not.toBe(business.abn)
  })

  test('a role that ends while the certificate is being signed gets no certificate, and the serial is revoked', async () => {
    const racing = await seedCast(runtime, otherBusiness)
    const { store } = runtime
    const credential = new Proxy(store.credential, {
      get(target, name) {
        if (name !== 'findUniqueOrThrow') return Reflect.get(target, name)
        return async (...args: never[]) => {
          await store.authorisation.update({
            where: { id: racing.authorisations.mca },
            data: { status: 'INACTIVE', inactiveReason: 'REMOVED', heldBy: null },
          })
          return await (target.findUniqueOrThrow as (...given: never[]) => unknown)(...args)
        }
      },
    })
    const slow = new Proxy(store, {
      get: (target, name) => (name === 'credential' ? credential : Reflect.get(target, name)),
    })
    const context = { ...racing.mca, runtime: { ...runtime, store: slow } }
    await openTestAuthority(context.runtime)
    const made = makeTestCredential(context, { abn: otherBusiness.abn, name: 'Racing' })
    await expect(made).rejects.toMatchObject({ code: 'ram.no-authorisation' })
    const rows = await store.credential.findMany({ where: { name: 'Racing' } })
    expect(rows).toMatchObject([{ status: 'REVOKED', certificate: null }])
    expect((await store.historyEntry.findMany({ where: { subjectId: rows[0]?.id } })).map(({ act }) => act)).toEqual([
      'credential-abandoned',
    ])
  })

  test('a loop is stopped with the moment from which on it works again', async () => {
    const looping = await seedCast(runtime, otherBusiness)
    const at = new Date(runtime.clock.now() - 10 * 60_000)
    await runtime.store.credential.createMany({
      data: Array.from({ length: limits.credentialsAnHour }, (_, index) => ({
        id: newSubmission(),
        abn: otherBusiness.abn,
        name: `Loop ${index}`,
        status: 'REVOKED' as const,
        serial: hash('sha1', `${kind}${index}`, 'hex'),
        keyHash: hash('sha256', `${kind}${index}`, 'hex'),
        notBefore: at,
        notAfter: at,
        createdById: looping.mca.actor.personId,
        createdByName: 'Loop',
        revokedAt: at,
        revocationReason: 'UNSPECIFIED' as const,
        createdAt: at,
      })),
    })
    await expect(makeTestCredential(looping.mca, { abn: otherBusiness.abn })).rejects.toMatchObject({
      code: 'credential.too-many',
      details: { who: 'You', until: expect.stringContaining('12:50 pm') },
    })
    await expect(
      makeTestCredential(looping.principal, { abn: otherBusiness.abn, name: 'Not me' }),
    ).resolves.toBeDefined()
    runtime.clock.advance(hour)
    await expect(makeTestCredential(looping.mca, { abn: otherBusiness.abn, name: 'Later' })).resolves.toBeDefined()
    runtime.clock.advance(-hour)
  })

  test('many at once get each their own serial, and none is lost', async () => {
    const many = await Promise.all(
      Array.from({ length: 8 }, (_, index) => makeTestCredential(cast.principal, { name: `Many ${index}` })),
    )
    expect(new Set(many.map((created) => leafOf(created).serial.hex)).size).toBe(8)
    const shown = await listCredentials(cast.principal, { abn: business.abn, search: 'Many', pageSize: 100 })
    expect(shown.total).toBe(8)
  })
})

describe('what was entered', () => {
  let runtime: TestRuntime
  let cast: Cast
  let certificateRequest: string
  beforeAll(async () => {
    runtime = await createTestRuntime('embedded')
    await openTestAuthority(runtime)
    cast = await seedCast(runtime)
    certificateRequest = await requestFor({ abn: business.abn, name: 'Fields' })
  })
  afterAll(() => runtime.close())

  test.each([
    ['no declaration', { declaration: 'no' }, 'declaration'],
    ['no name', { name: '  ' }, 'name'],
    ['a name with an accent', { name: 'Café' }, 'name'],
    ['a name with markup', { name: 'a<b>' }, 'name'],
    ['a name that begins with a dot', { name: '.hidden' }, 'name'],
    ['a name of 61 characters', { name: 'x'.repeat(61) }, 'name'],
    ['a request that is not base64', { certificateRequest: 'a?b' }, 'certificateRequest'],
    ['an empty request', { certificateRequest: '' }, 'certificateRequest'],
    ['an ABN that is none', { abn: '27809366376' }, 'abn'],
    ['a submission id that is none', { submissionId: '1' }, 'submissionId'],
  ])('%s is told at the field', async (_what, change, field) => {
    const input = {
      submissionId: newSubmission(),
      abn: business.abn,
      name: 'Fields',
      certificateRequest,
      declaration: 'yes' as const,
      ...change,
    }
    await expect(createCredential(cast.mca, input as never)).rejects.toMatchObject({
      code: 'common.invalid-input',
      fields: { [field]: expect.stringMatching(/^[A-Z].*\.$/) },
    })
  })
})

describe('judged by openssl', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mandate-credential-'))
  let runtime: TestRuntime
  let cast: Cast
  beforeAll(async () => {
    runtime = await createTestRuntime('embedded', { start: new Date().toISOString() })
    await openTestAuthority(runtime)
    cast = await seedCast(runtime)
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await runtime.close()
  })

  const openssl = (...args: string[]) => execFileSync('openssl', args, { encoding: 'utf8', cwd: folder, stdio: 'pipe' })
  const judge = ['verify', '-x509_strict', '-crl_check_all', '-CAfile', 'root.pem', '-untrusted', 'sub.pem']

  test('the chain is accepted with its revocation list, and refused once it is revoked', async () => {
    const authority = await openTestAuthority(runtime)
    const lists = openRevocationLists(runtime, authority)
    const created = await makeTestCredential(cast.mca, { name: 'Judged' })
    const ders = created.certificates.map((text) => fromBase64(text) ?? new Uint8Array())
    for (const [at, file] of ['leaf.pem', 'sub.pem', 'root.pem'].entries()) {
      writeFileSync(join(folder, file), writePem('CERTIFICATE', ders[at] ?? new Uint8Array()))
    }
    const writeLists = async () => {
      writeFileSync(join(folder, 'sub.crl.pem'), writePem('X509 CRL', (await lists.sub()).der))
      writeFileSync(join(folder, 'root.crl.pem'), writePem('X509 CRL', (await lists.root()).der))
    }
    await writeLists()
    const crls = ['-CRLfile', 'sub.crl.pem', '-CRLfile', 'root.crl.pem', 'leaf.pem']
    expect(openssl(...judge, ...crls)).toContain('leaf.pem: OK')
    expect(new X509Certificate(ders[0] ?? '').validTo).toBeDefined()
    const text = openssl('x509', '-in', 'leaf.pem', '-noout', '-text')
    expect(text).toMatch(
      /Key Usage: critical\s+Digital Signature, Non Repudiation, Key Encipherment, Data Encipherment/,
    )
    expect(text).toContain('TLS Web Client Authentication, E-mail Protection')

    await revokeCredential(cast.mca, {
      submissionId: newSubmission(),
      abn: business.abn,
      id: created.credentialId,
      version: 2,
      reason: 'KEY_COMPROMISE',
      declaration: 'yes',
    })
    await writeLists()
    expect(() => openssl(...judge, ...crls)).toThrow(/certificate revoked/)
    expect(openssl('crl', '-in', 'sub.crl.pem', '-noout', '-text')).toContain('Key Compromise')
    lists.close()
  })
})
