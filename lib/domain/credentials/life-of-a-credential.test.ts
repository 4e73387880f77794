import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestAuthority } from '../../../test/support/authority.ts'
import {
  business,
  type Cast,
  castRoles,
  makeKept,
  makeTestCredential,
  newSubmission,
  otherBusiness,
  seedCast,
} from '../../../test/support/credentials.ts'
import { createTestRuntime, type TestRuntime } from '../../../test/support/runtime.ts'
import { storeKinds } from '../../../test/support/stores.ts'
import { dayOf } from '../../core/calendar-day.ts'
import { day, type Instant, instant } from '../../core/clock.ts'
import { businessTime } from '../../platform/clock/business-clock.ts'
import { inTransaction } from '../../platform/store/transaction.ts'
import { claimCredential } from './care/claim-credential.ts'
import { onMachineCredentialAdministratorEnded } from './care/unassign-credentials.ts'
import { revokeCredential } from './revocation/revoke-credential.ts'
import { viewCredential } from './show/view-credential.ts'
import { settleDueCredentials } from './upkeep/settle-due-credentials.ts'

const { abn } = business

describe.each(storeKinds)('the life of a credential on %s', (kind) => {
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
  beforeEach(async () => {
    runtime.clock.set(start)
    await runtime.store.business.update({ where: { abn }, data: { clockOffsetMs: 0n } })
  })

  const view = (id: string, as = cast.mca) => viewCredential(as, { abn, id })
  const row = (id: string) => runtime.store.credential.findUniqueOrThrow({ where: { id } })
  const actsOf = async (id: string) =>
    (await runtime.store.historyEntry.findMany({ where: { subjectId: id }, orderBy: { position: 'asc' } })).map(
      ({ act }) => act,
    )
  const mailsOf = async (id: string, kindOfMail: string) =>
    (
      await runtime.store.mail.findMany({
        where: { kind: kindOfMail, dedupeKey: { contains: id } },
        orderBy: [{ createdAt: 'asc' }, { recipient: 'asc' }],
      })
    ).map(({ recipient, dedupeKey, calendar, subject }) => ({ recipient, dedupeKey, calendar, subject }))

  async function act(
    what: 'revoke' | 'claim',
    id: string,
    as = cast.mca,
    { version, submissionId = newSubmission() }: { version?: number; submissionId?: string } = {},
  ) {
    const common = { submissionId, abn, id, version: version ?? (await row(id)).version, declaration: 'yes' as const }
    return what === 'claim'
      ? await claimCredential(as, common)
      : await revokeCredential(as, { ...common, reason: 'SUPERSEDED' })
  }

  const unassign = async (authorisationId = cast.authorisations.mca) =>
    await inTransaction(runtime.store, async (tx) => {
      const { now } = await businessTime(tx, runtime.clock, abn)
      return await onMachineCredentialAdministratorEnded(tx, runtime, { abn, authorisationId, now, actor: 'system' })
    })

  const kept = (name: string) => makeKept(runtime, name)

  async function removed({ authorisationId }: { authorisationId: string }) {
    const ids = await unassign(authorisationId)
    await runtime.store.authorisation.update({
      where: { id: authorisationId },
      data: { status: 'INACTIVE', inactiveReason: 'REMOVED', heldBy: null },
    })
    return ids
  }

  describe('revoking', () => {
    test.each(castRoles)('as %s: what the matrix says', async (role) => {
      const may = ['principal', 'representative', 'administratorMca', 'mca'].includes(role)
      const { credentialId } = await makeTestCredential(cast.principal, { name: `Revoked by ${role}` })
      const acting = act('revoke', credentialId, cast[role])
      if (may) await expect(acting).resolves.toMatchObject({ id: credentialId })
      else await expect(acting).rejects.toMatchObject({ code: 'ram.role-too-low' })
      expect((await row(credentialId)).status).toBe(may ? 'REVOKED' : 'ACTIVE')
    })

    test('is written with its reason, told once, and cannot be undone', async () => {
      const { credentialId: id } = await makeTestCredential(cast.mca, { name: 'Undone' })
      const submissionId = newSubmission()
      const version = (await row(id)).version
      await act('revoke', id, cast.mca, { submissionId, version })
      await act('revoke', id, cast.mca, { submissionId, version })
      expect(await view(id)).toMatchObject({
        status: 'revoked',
        revoked: { reason: 'SUPERSEDED', reasonLabel: 'A newer credential has replaced it' },
        actions: [],
        daysLeft: null,
      })
      expect(await actsOf(id)).toEqual(['credential-created', 'credential-revoked'])
      expect((await mailsOf(id, 'credential-revoked')).map(({ recipient }) => recipient)).toEqual([
        'mca@example.com',
        'principal@example.com',
        'representative@example.com',
      ])
      await expect(act('revoke', id)).rejects.toMatchObject({ code: 'credential.revoked' })
      await expect(act('claim', id)).rejects.toMatchObject({ code: 'credential.revoked' })
    })

    test('a version that is not the current one is told, and nothing is written', async () => {
      const { credentialId: id } = await makeTestCredential(cast.mca, { name: 'Versions' })
      const { version } = await row(id)
      await expect(act('revoke', id, cast.mca, { version: version - 1 })).rejects.toMatchObject({
        code: 'common.changed-meanwhile',
        details: { version },
        fields: { version: expect.stringMatching(/^Credential created, by /) },
      })
      expect((await row(id)).status).toBe('ACTIVE')
    })

    test('two people at once: one revokes, the other is told', async () => {
      const { credentialId: id } = await makeTestCredential(cast.mca, { name: 'Both' })
      const both = await Promise.allSettled([act('revoke', id, cast.mca), act('revoke', id, cast.principal)])
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      expect((await actsOf(id)).filter((name) => name === 'credential-revoked')).toHaveLength(1)
    })

    test("another business's credential is not found, by whoever asks", async () => {
      const other = await seedCast(runtime, otherBusiness)
      const { credentialId: id } = await makeTestCredential(other.mca, { abn: otherBusiness.abn, name: 'Foreign' })
      await expect(act('revoke', id, cast.principal)).rejects.toMatchObject({ code: 'common.not-found' })
      await expect(view(id, cast.principal)).rejects.toMatchObject({ code: 'common.not-found' })
      await expect(view(id, other.principal)).rejects.toMatchObject({ code: 'ram.no-authorisation' })
    })
  })

  describe('unassigned', () => {
    test('it works for 60 days to the end of the day shown, and those who can claim it are told with a date', async () => {
      const { id, authorisationId } = await kept('Sixty')
      expect(await removed({ authorisationId })).toEqual([id])
      expect(await view(id)).toMatchObject({
        status: 'suspended',
        statusReason: expect.stringContaining('works until the end of 1 May 2026'),
        unassigned: { lastDay: '2026-05-01' },
        daysLeft: 60,
        custodianName: null,
        actions: ['claim', 'revoke'],
      })
      const mails = await mailsOf(id, 'credential-unassigned')
      const recipients = mails.map(({ recipient }) => recipient)
      expect(recipients).toEqual(expect.arrayContaining(['mca@example.com', 'administratormca@example.com']))
      expect(recipients).not.toContain('keepersixty@example.com')
      expect(recipients).not.toContain('principal@example.com')
      expect(mails[0]?.calendar).toContain('DTSTART;VALUE=DATE:20260501')
      expect(await actsOf(id)).toEqual(['credential-created', 'credential-suspended'])
    })

    test('without another administrator the principal authorities are told', async () => {
      const lonely = await seedCast(runtime, otherBusiness)
      const { store } = runtime
      await store.authorisation.updateMany({
        where: {
          abn: otherBusiness.abn,
          isMachineCredentialAdministrator: true,
          id: { not: lonely.authorisations.mca },
        },
        data: { status: 'INACTIVE', inactiveReason: 'REMOVED', heldBy: null },
      })
      const { credentialId: id } = await makeTestCredential(lonely.mca, { abn: otherBusiness.abn, name: 'Lonely' })
      await inTransaction(store, (tx) =>
        onMachineCredentialAdministratorEnded(tx, runtime, {
          abn: otherBusiness.abn,
          authorisationId: lonely.authorisations.mca,
          now: start,
          actor: 'system',
        }),
      )
      const recipients = (await mailsOf(id, 'credential-unassigned')).map(({ recipient }) => recipient)
      expect(recipients).toContain('principal@example.com')
      expect(recipients).not.toContain('mca@example.com')
    })

    test('a revoked or expired credential stays what it is', async () => {
      const { id, authorisationId } = await kept('Stays')
      await act('revoke', id)
      expect(await unassign(authorisationId)).toEqual([])
      const expired = await kept('Long gone')
      runtime.clock.set(start + 731 * day)
      expect(await unassign(expired.authorisationId)).toEqual([])
    })

    test('reminders go out on days 30 and 53, each once, by the calendar of the business', async () => {
      const { id, authorisationId } = await kept('Reminded')
      await removed({ authorisationId })
      const stages = async () =>
        [...new Set((await mailsOf(id, 'credential-unassigned')).map(({ dedupeKey }) => dedupeKey.split('/')[3]))].map(
          Number,
        )
      const steps: [number, number[]][] = [
        [29, [0]],
        [30, [0, 30]],
        [52, [0, 30]],
        [53, [0, 30, 53]],
        [59, [0, 30, 53]],
      ]
      for (const [days, expected] of steps) {
        runtime.clock.set(start + days * day)
        await settleDueCredentials(runtime)
        await settleDueCredentials(runtime)
        expect((await stages()).sort((a, b) => a - b)).toEqual(expected)
      }
    })

    test('unclaimed, it ends with the last day: at once for everybody who asks, then in the books', async () => {
      const { id, authorisationId } = await kept('Lapses')
      await removed({ authorisationId })
      runtime.clock.set(Date.parse('2026-05-01T13:59:59Z'))
      await settleDueCredentials(runtime)
      expect((await row(id)).status).toBe('SUSPENDED')
      runtime.clock.set(Date.parse('2026-05-01T14:00:00Z'))
      expect(await view(id)).toMatchObject({
        status: 'revoked',
        statusReason: expect.stringContaining('Nobody claimed it in time'),
      })
      await expect(act('claim', id)).rejects.toMatchObject({ code: 'credential.revoked' })
      expect((await settleDueCredentials(runtime)).lapsed).toBeGreaterThanOrEqual(1)
      expect(await row(id)).toMatchObject({ status: 'REVOKED', revocationReason: 'CESSATION_OF_OPERATION' })
      expect(await view(id)).toMatchObject({ statusReason: expect.stringContaining('Nobody claimed it in time') })
      expect(await actsOf(id)).toContain('credential-lapsed')
      expect((await settleDueCredentials(runtime)).lapsed).toBe(0)
    })
  })

  describe('claiming', () => {
    test.each(castRoles)('as %s: what the matrix says', async (role) => {
      const may = ['principal', 'representative', 'administratorMca', 'mca'].includes(role)
      const { id, authorisationId } = await kept(`Claimed by ${role}`)
      await removed({ authorisationId })
      const acting = act('claim', id, cast[role])
      if (!may) return await expect(acting).rejects.toMatchObject({ code: 'ram.role-too-low' })
      await acting
      expect(await row(id)).toMatchObject({
        status: 'ACTIVE',
        custodianId: cast.authorisations[role],
        worksUntil: null,
        unassignedAt: null,
      })
    })

    test('a claimed credential works on, is told, and can become unassigned again with mails of its own', async () => {
      const { id, authorisationId } = await kept('Again')
      await removed({ authorisationId })
      await act('claim', id, cast.administratorMca)
      expect(await view(id, cast.administratorMca)).toMatchObject({
        status: 'active',
        isMine: true,
        actions: ['revoke'],
      })
      runtime.clock.set(start + 90 * day)
      await settleDueCredentials(runtime)
      expect((await row(id)).status).toBe('ACTIVE')
      const before = (await mailsOf(id, 'credential-unassigned')).length
      await unassign(cast.authorisations.administratorMca)
      expect((await mailsOf(id, 'credential-unassigned')).length).toBeGreaterThan(before)
    })

    test('what somebody looks after cannot be claimed from them', async () => {
      const { id } = await kept('Mine')
      await expect(act('claim', id, cast.principal)).rejects.toMatchObject({ code: 'credential.not-unassigned' })
    })

    test('two people at once: one gets it, the other is told', async () => {
      const { id, authorisationId } = await kept('Wanted')
      await removed({ authorisationId })
      const both = await Promise.allSettled([act('claim', id, cast.mca), act('claim', id, cast.principal)])
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    })
  })

  describe('expiring', () => {
    test('the ladder of mails: one at each rung, none twice, a file for the calendar', async () => {
      const { id } = await kept('Ladder')
      const { notAfter } = await row(id)
      const rungs = async () =>
        (await mailsOf(id, 'credential-expiring')).map(({ dedupeKey }) => Number(dedupeKey.split('/')[2]))
      const expected: number[] = []
      for (const [daysLeft, rung] of [
        [91],
        [90, 90],
        [61],
        [60, 60],
        [30, 30],
        [15],
        [14, 14],
        [7, 7],
        [2],
        [1, 1],
        [0],
      ]) {
        runtime.clock.set(notAfter.getTime() - (daysLeft as number) * day)
        await settleDueCredentials(runtime)
        await settleDueCredentials(runtime)
        if (rung !== undefined) expected.push(rung)
        expect(await rungs()).toEqual(expected)
      }
      const [mail] = await mailsOf(id, 'credential-expiring')
      expect(mail?.recipient).toBe('keeperladder@example.com')
      expect(mail?.calendar).toContain(`DTSTART;VALUE=DATE:${dayOf(instant(notAfter)).replaceAll('-', '')}`)
    })

    test('time travel over several rungs sends the last one only, and by the clock of the business', async () => {
      const { id } = await kept('Jump')
      await runtime.store.business.update({ where: { abn }, data: { clockOffsetMs: BigInt(720 * day) } })
      await settleDueCredentials(runtime)
      const mails = await mailsOf(id, 'credential-expiring')
      expect(mails.map(({ dedupeKey }) => dedupeKey.split('/')[2])).toEqual(['14'])
      expect(mails[0]?.subject).toMatch(/expires in 1\d days/)
    })
  })

  test('issuing that a crash cut off is given up: revoked, in the history, its key never certified again', async () => {
    const { credentialId: id } = await makeTestCredential(cast.mca, { name: 'Crashed' })
    const reset = { status: 'ISSUING' as const, certificate: null, sha1Fingerprint: null, sha256Fingerprint: null }
    await runtime.store.credential.update({ where: { id }, data: reset })
    expect((await settleDueCredentials(runtime)).abandoned).toBe(0)
    runtime.clock.advance(3 * 60_000)
    expect((await settleDueCredentials(runtime)).abandoned).toBe(1)
    expect(await row(id)).toMatchObject({ status: 'REVOKED', certificate: null })
    expect(await actsOf(id)).toContain('credential-abandoned')
    await expect(view(id)).rejects.toMatchObject({ code: 'common.not-found' })
    await expect(act('revoke', id)).rejects.toMatchObject({ code: 'common.not-found' })
  })
})
