import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestStore, storeKinds } from '../../../../test/support/stores.ts'
import { type Instant, instant } from '../../../core/clock.ts'
import { Prisma } from '../../../platform/store/generated/client.ts'
import type { OpenedStore } from '../../../platform/store/open.ts'
import { statusSql } from '../record/status-sql.ts'
import {
  type CredentialFacts,
  type CredentialStatusName,
  type CredentialTransitionName,
  credentialTransitions,
  permits,
  requireTransition,
  stateAt,
} from './lifecycle.ts'

const at = (text: string) => instant(text)
const noon = at('2026-03-02T01:00:00Z')
const facts = (change: Partial<CredentialFacts> = {}): CredentialFacts => ({
  status: 'ACTIVE',
  notBefore: new Date('2026-03-01T00:00:00Z'),
  notAfter: new Date('2028-02-29T23:59:59Z'),
  unassignedAt: null,
  worksUntil: null,
  revokeAt: null,
  revokedAt: null,
  revocationReason: null,
  ...change,
})
const suspended = facts({
  status: 'SUSPENDED',
  unassignedAt: new Date('2026-03-02T00:00:00Z'),
  worksUntil: new Date('2026-05-01T14:00:00Z'),
})

describe('where a credential stands', () => {
  test('active until the end of its last second, and expired after it', () => {
    expect(stateAt(facts(), noon)).toEqual({ status: 'active', works: true, until: at('2028-03-01T00:00:00Z') })
    expect(stateAt(facts(), at('2028-02-29T23:59:59.999Z')).status).toBe('active')
    expect(stateAt(facts(), at('2028-03-01T00:00:00Z'))).toMatchObject({ status: 'expired', works: false })
  })

  test('suspended works until its moment, and is revoked from then on though nothing was written', () => {
    expect(stateAt(suspended, noon)).toMatchObject({ status: 'suspended', works: true })
    expect(stateAt(suspended, at('2026-05-01T13:59:59.999Z')).works).toBe(true)
    expect(stateAt(suspended, at('2026-05-01T14:00:00Z'))).toEqual({
      status: 'revoked',
      works: false,
      at: at('2026-05-01T14:00:00Z'),
      reason: 'CESSATION_OF_OPERATION',
    })
  })

  test('a revocation that was set for a day holds from that day on', () => {
    const renewed = facts({ revokeAt: new Date('2026-03-10T13:00:00Z') })
    expect(stateAt(renewed, at('2026-03-10T12:59:59Z'))).toMatchObject({
      status: 'active',
      until: at('2026-03-10T13:00:00Z'),
    })
    expect(stateAt(renewed, at('2026-03-10T13:00:00Z'))).toMatchObject({ status: 'revoked', reason: 'SUPERSEDED' })
  })

  test('what comes first ends it, and stays the reason', () => {
    const expiresFirst = facts({ ...suspended, notAfter: new Date('2026-04-01T00:00:00Z') })
    expect(stateAt(expiresFirst, at('2026-06-01T00:00:00Z')).status).toBe('expired')
    const lapsesFirst = facts({ ...suspended, notAfter: new Date('2026-05-20T00:00:00Z') })
    expect(stateAt(lapsesFirst, at('2026-06-01T00:00:00Z')).status).toBe('revoked')
  })

  test('one that is being issued does not work, however long it takes', () => {
    expect(stateAt(facts({ status: 'ISSUING' }), at('2030-01-01T00:00:00Z'))).toEqual({
      status: 'issuing',
      works: false,
    })
  })
})

describe('the table of transitions', () => {
  const states: Record<CredentialStatusName, CredentialFacts> = {
    issuing: facts({ status: 'ISSUING' }),
    active: facts(),
    suspended,
    revoked: facts({ status: 'REVOKED', revokedAt: new Date(noon), revocationReason: 'KEY_COMPROMISE' }),
    expired: facts({ notAfter: new Date('2026-03-01T12:00:00Z') }),
  }

  test('nothing leads away from revoked or expired', () => {
    for (const { from } of Object.values(credentialTransitions)) {
      expect(from).not.toContain('revoked')
      expect(from).not.toContain('expired')
    }
  })

  const names = Object.keys(credentialTransitions) as CredentialTransitionName[]
  test.each(
    names.flatMap((name) => (Object.keys(states) as CredentialStatusName[]).map((status) => [name, status] as const)),
  )('%s from %s is permitted or refused by the table alone', (name, status) => {
    const state = stateAt(states[status], noon)
    expect(state.status).toBe(status)
    const allowed = (credentialTransitions[name].from as readonly string[]).includes(status)
    expect(permits(state, name)).toBe(allowed)
    const act = () => requireTransition(state, name, { name: 'X' })
    if (allowed) expect(act).not.toThrow()
    else expect(act).toThrow(expect.objectContaining({ code: expect.stringMatching(/^credential\./) }))
  })
})

describe.each(storeKinds)('the same rule in SQL on %s', (kind) => {
  let opened: OpenedStore
  beforeAll(async () => {
    opened = await openTestStore(kind)
  })
  afterAll(() => opened.close())

  const base = Date.parse('2026-01-01T00:00:00Z')
  /** Moments close together, so that equal ones and close misses are frequent. */
  const moment = fc.integer({ min: 0, max: 6 }).map((steps) => new Date(base + steps * 500))
  const row = fc.record({
    status: fc.constantFrom('ISSUING', 'ACTIVE', 'SUSPENDED', 'REVOKED'),
    notBefore: fc.constant(new Date(base)),
    notAfter: moment,
    unassignedAt: fc.constant(null),
    worksUntil: fc.option(moment),
    revokeAt: fc.option(moment),
    revokedAt: fc.constant(null),
    revocationReason: fc.constant(null),
  })

  test('filters and lists never disagree', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), moment, async (rows, now) => {
        const values = rows.map(
          (one, index) => Prisma.sql`(${index}::int, ${one.status}::text, ${one.notAfter}::timestamptz,
            ${one.worksUntil}::timestamptz, ${one.revokeAt}::timestamptz)`,
        )
        const found = await opened.store.$queryRaw<{ status: string }[]>`
          SELECT ${statusSql(instant(now) as Instant)} AS "status" FROM (VALUES ${Prisma.join(values)})
          AS c("at", "status", "notAfter", "worksUntil", "revokeAt") ORDER BY c."at"`
        expect(found.map(({ status }) => status)).toEqual(
          rows.map((one) => stateAt(one as CredentialFacts, instant(now)).status),
        )
      }),
      { numRuns: 60 },
    )
  })
})
