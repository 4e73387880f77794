import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import { openAuthority } from '../../../platform/authority/open.ts'
import { lockBusiness } from '../../../platform/clock/lock-business.ts'
import { recordHistory } from '../../../platform/history/record-history.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'
import { parseInput } from '../../parse-input.ts'
import { abn } from '../../ram/fields.ts'
import { certificateRequest, credentialName } from '../fields.ts'
import { issueReserved } from '../issue/issue-reserved.ts'
import { requireTestPace } from '../issue/pace.ts'
import { requireRegistered } from '../issue/registered.ts'
import { readMatchingRequest } from '../issue/request.ts'
import { reserveCredential } from '../issue/reserve.ts'
import type { CreatedCredential } from './create-credential.ts'

export const createTestCredentialInput = z.object({ abn, name: credentialName, certificateRequest })
export type CreateTestCredentialInput = z.input<typeof createTestCredentialInput>

const maker = { id: null, name: 'Sandbox' }

/**
 * Makes a machine credential for a test of software, without a person: for any business that the simulated register
 * knows. Sandbox only. It works like any other, and can be revoked in the portal.
 *
 * @throws MandateError `common.not-found` in production; `certificate-request.*`, `credential.*`
 */
export async function createTestCredential(
  runtime: Runtime,
  input: CreateTestCredentialInput,
): Promise<CreatedCredential> {
  if (runtime.settings.mode !== 'sandbox') throw new MandateError('common.not-found')
  const asked = parseInput(createTestCredentialInput, input)
  const business = await requireRegistered(runtime, asked.abn)
  const request = readMatchingRequest(asked.certificateRequest, asked)
  const { sub } = await openAuthority(runtime)
  const id = await inTransaction(runtime.store, async (tx) => {
    await tx.business.createMany({
      data: {
        abn: asked.abn,
        name: business.name,
        entityType: business.entityType,
        createdAt: new Date(runtime.clock.now()),
      },
      skipDuplicates: true,
    })
    const { now } = await lockBusiness(tx, runtime.clock, asked.abn)
    await requireTestPace(tx, { abn: asked.abn, now })
    return await reserveCredential(
      tx,
      { random: runtime.random, sub },
      {
        abn: asked.abn,
        name: asked.name,
        request,
        createdBy: maker,
        custodianId: null,
        isTest: true,
        renewsId: null,
        now,
      },
    )
  })
  return await issueReserved(runtime, { id, request }, async (tx, row) => {
    const { now } = await lockBusiness(tx, runtime.clock, asked.abn)
    await recordHistory(tx, {
      abn: asked.abn,
      at: now,
      category: 'CREDENTIAL',
      act: 'test-credential-created',
      actor: 'system',
      subject: { id: row.id, name: row.name },
      details: { serial: row.serial, validTo: row.notAfter.toISOString() },
    })
  })
}
