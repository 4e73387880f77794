import { sign } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestAuthority } from '../../../../test/support/authority.ts'
import {
  addAuthorisation,
  addPerson,
  business,
  type Cast,
  makeTestCredential,
  newSubmission,
  nextLeafKey,
  requestFor,
  seedCast,
} from '../../../../test/support/credentials.ts'
import { createTestRuntime, type TestRuntime } from '../../../../test/support/runtime.ts'
import { storeKinds } from '../../../../test/support/stores.ts'
import { fromBase64, toBase64 } from '../../../core/bytes.ts'
import { day, type Instant, minute } from '../../../core/clock.ts'
import { readCertificate } from '../../../formats/pki/certificate/read.ts'
import { renewalText } from '../../../formats/renewal/renewal-text.ts'
import type { FreshKey } from '../../../platform/authority/generate-key.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'
import { onMachineCredentialAdministratorEnded } from '../care/unassign-credentials.ts'
import { revokeCredential } from '../revocation/revoke-credential.ts'
import { viewCredential } from '../show/view-credential.ts'
import { type RenewBySoftwareInput, renewBySoftware } from './renew-by-software.ts'

const { abn } = business

describe.each(storeKinds)('renewal by software on %s', (kind) => {
  let runtime: TestRuntime
  let cast: Cast
  let start: Instant
  beforeAll(async () => {
    runtime = await createTestRuntime(kind)
    start = runtime.clock.now()
    await openTestAuthority(runtime)
    cast = await seedCast(runtime)
  })
  afterAll(() => runtime.close())
  beforeEach(() => runtime.clock.set(start))

  let made = 0
  /** A credential in its renewal window, with its key. */
  async function current(daysLeft = 30) {
    runtime.clock.set(start)
    const key = await nextLeafKey()
    const name = `Server ${kind} ${++made}`
    const keeper = await addPerson(runtime, `keeper${made}`)
    const authorisationId = await addAuthorisation(runtime, abn, 'mca', keeper)
    const { credentialId: id, certificates, validTo } = await makeTestCredential(keeper, { name, key })
    runtime.clock.set(Date.parse(validTo) - daysLeft * day)
    return { id, name, key, authorisationId, certificate: certificates[0] ?? '' }
  }
  type Current = Awaited<ReturnType<typeof current>>

  const revoke = (id: string, reason: 'KEY_COMPROMISE' | 'SUPERSEDED' = 'SUPERSEDED') =>
    revokeCredential(cast.principal, {
      submissionId: newSubmission(),
      abn,
      id,
      version: 2,
      reason,
      declaration: 'yes',
    })

  async function requestOf(
    { name, key, certificate }: Current,
    change: { signWith?: FreshKey; madeAt?: number; newKey?: FreshKey; requestName?: string; requestAbn?: string } = {},
  ): Promise<RenewBySoftwareInput> {
    const newKey = change.newKey ?? (await nextLeafKey())
    const certificateRequest = await requestFor({
      abn: change.requestAbn ?? abn,
      name: change.requestName ?? name,
      key: newKey,
    })
    const madeAt = new Date(change.madeAt ?? runtime.clock.now()).toISOString()
    const text = renewalText({
      madeAt,
      certificateRequest: fromBase64(certificateRequest) ?? new Uint8Array(),
      certificate: fromBase64(certificate) ?? new Uint8Array(),
    })
    const { privateKey } = change.signWith ?? key
    return { certificateRequest, certificate, madeAt, signature: toBase64(sign('sha256', text, privateKey)) }
  }

  test('gives a new certificate for the same name and person; the old one works on', async () => {
    const old = await current()
    const renewed = await renewBySoftware(runtime, await requestOf(old))
    expect(renewed).toMatchObject({ name: old.name })
    const row = await runtime.store.credential.findUniqueOrThrow({ where: { id: renewed.credentialId } })
    expect(row).toMatchObject({
      status: 'ACTIVE',
      renewsId: old.id,
      custodianId: old.authorisationId,
      createdById: null,
    })
    expect((await runtime.store.credential.findUniqueOrThrow({ where: { id: old.id } })).status).toBe('ACTIVE')
    const history = await runtime.store.historyEntry.findFirstOrThrow({ where: { subjectId: renewed.credentialId } })
    expect(history).toMatchObject({ act: 'credential-renewed', actorName: `Software that holds "${old.name}"` })
    const mails = await runtime.store.mail.findMany({ where: { dedupeKey: { contains: renewed.credentialId } } })
    expect(mails.map(({ recipient }) => recipient)).toContain('principal@example.com')
  })

  test('the same request sent again gets the same certificate', async () => {
    const old = await current()
    const request = await requestOf(old)
    const first = await renewBySoftware(runtime, request)
    expect((await renewBySoftware(runtime, request)).certificates).toEqual(first.certificates)
    expect(await runtime.store.credential.count({ where: { renewsId: old.id } })).toBe(1)
  })

  test('a stolen key takes with it what software made of it; any other reason does not', async () => {
    const row = (id: string) => runtime.store.credential.findUniqueOrThrow({ where: { id } })
    const told: string[] = []
    const stop = runtime.signals.on('credential-changed', ({ credentialId }) => void told.push(credentialId))
    for (const [reason, status] of [
      ['SUPERSEDED', 'ACTIVE'],
      ['KEY_COMPROMISE', 'REVOKED'],
    ] as const) {
      const old = await current()
      const first = await renewBySoftware(runtime, await requestOf(old))
      const second = await renewBySoftware(runtime, await requestOf(old))
      const bystander = await makeTestCredential(cast.principal, { name: old.name })
      const view = await viewCredential(cast.principal, { abn, id: old.id })
      const made = [first.credentialId, second.credentialId]
      expect(view.softwareSuccessors.map(({ id }) => id)).toEqual(made)
      told.length = 0
      const outcome = await revoke(old.id, reason)
      expect(outcome.also).toEqual(status === 'REVOKED' ? made : [])
      expect(told.sort()).toEqual([old.id, ...outcome.also].sort())
      for (const id of made) expect((await row(id)).status).toBe(status)
      expect((await row(bystander.credentialId)).status).toBe('ACTIVE')
    }
    stop()
  })

  test('also after the old one ended meanwhile, since its software may have been cut off', async () => {
    const old = await current()
    const request = await requestOf(old)
    const first = await renewBySoftware(runtime, request)
    await revoke(old.id)
    expect((await renewBySoftware(runtime, request)).certificates).toEqual(first.certificates)
  })

  test.each([
    ['by another key', async (old: Current) => requestOf(old, { signWith: await nextLeafKey() })],
    [
      'by the new key',
      async (old: Current) => {
        const newKey = await nextLeafKey()
        return requestOf(old, { newKey, signWith: newKey })
      },
    ],
    [
      'for another moment',
      async (old: Current) => {
        const request = await requestOf(old)
        return { ...request, madeAt: new Date(Date.parse(request.madeAt) + 1000).toISOString() }
      },
    ],
    [
      'for another new key',
      async (old: Current) => {
        const [request, other] = [await requestOf(old), await requestOf(old)]
        return { ...request, certificateRequest: other.certificateRequest }
      },
    ],
  ])('signed %s: refused, nothing is made', async (_what, forge) => {
    const old = await current()
    await expect(renewBySoftware(runtime, await forge(old))).rejects.toMatchObject({
      code: 'credential.renewal-not-proved',
    })
    expect(await runtime.store.credential.count({ where: { renewsId: old.id } })).toBe(0)
  })

  test("with somebody else's certificate the proof does not fit", async () => {
    const [mine, other] = [await current(), await current()]
    const request = await requestOf({ ...mine, certificate: other.certificate })
    await expect(renewBySoftware(runtime, request)).rejects.toMatchObject({ code: 'credential.renewal-not-proved' })
  })

  test.each([
    ['old', -6 * minute],
    ['far ahead', 6 * minute],
  ])('a request that is too %s is refused', async (_what, ms) => {
    const old = await current()
    const request = await requestOf(old, { madeAt: runtime.clock.now() + ms })
    await expect(renewBySoftware(runtime, request)).rejects.toMatchObject({ code: 'credential.renewal-stale' })
  })

  test('outside the window it is refused', async () => {
    const request = await requestOf(await current(61))
    await expect(renewBySoftware(runtime, request)).rejects.toMatchObject({ code: 'credential.renewal-too-early' })
  })

  test('an expired or revoked credential renews nothing', async () => {
    const expired = await current(-1)
    await expect(renewBySoftware(runtime, await requestOf(expired))).rejects.toMatchObject({
      code: 'credential.expired',
    })
    const revoked = await current()
    await revoke(revoked.id)
    await expect(renewBySoftware(runtime, await requestOf(revoked))).rejects.toMatchObject({
      code: 'credential.revoked',
    })
  })

  test('a credential that nobody looks after renews nothing', async () => {
    const old = await current()
    const now = runtime.clock.now()
    await inTransaction(runtime.store, (tx) =>
      onMachineCredentialAdministratorEnded(tx, runtime, {
        abn,
        authorisationId: old.authorisationId,
        now,
        actor: 'system',
      }),
    )
    await expect(renewBySoftware(runtime, await requestOf(old))).rejects.toMatchObject({
      code: 'credential.unassigned',
    })
  })

  test.each([
    ['another name', { requestName: 'Other' }],
    ['another ABN', { requestAbn: '11000002568' }],
  ])('for %s it is refused', async (_what, change) => {
    const old = await current()
    await expect(renewBySoftware(runtime, await requestOf(old, change))).rejects.toMatchObject({
      code: 'certificate-request.subject',
    })
  })

  test('the current key is not certified again', async () => {
    const old = await current()
    await expect(renewBySoftware(runtime, await requestOf(old, { newKey: old.key }))).rejects.toMatchObject({
      code: 'certificate-request.key-already-certified',
    })
  })

  test('a loop is stopped', async () => {
    const old = await current()
    for (let time = 0; time < 5; time++) await renewBySoftware(runtime, await requestOf(old))
    await expect(renewBySoftware(runtime, await requestOf(old))).rejects.toMatchObject({
      code: 'credential.renewed-often',
    })
  })

  test('the certificate of the authority, or of others, is not ours to renew', async () => {
    const old = await current()
    const { sub } = await openTestAuthority(runtime)
    const request = await requestOf({ ...old, certificate: toBase64(sub.certificate.der) })
    await expect(renewBySoftware(runtime, request)).rejects.toMatchObject({ code: 'credential.not-ours' })
    expect(readCertificate(fromBase64(old.certificate) ?? new Uint8Array()).subject.text).toContain(old.name)
  })

  test.each([{}, { certificate: 'a?' }, { madeAt: 'yesterday' }, { signature: '' }])(
    'what is no request (%j)',
    async (change) => {
      const request = { ...(await requestOf(await current())), ...change }
      const asked = Object.keys(change).length === 0 ? {} : request
      await expect(renewBySoftware(runtime, asked as never)).rejects.toMatchObject({ code: 'common.invalid-input' })
    },
  )
})
