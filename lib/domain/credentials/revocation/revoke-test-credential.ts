import { z } from 'zod'
import type { Abn } from '../../../core/abn.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { lockBusiness } from '../../../platform/clock/lock-business.ts'
import { recordHistory } from '../../../platform/history/record-history.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'
import { parseInput } from '../../parse-input.ts'
import { revokeRow } from '../record/revoke-row.ts'
import { requireTransition, stateAt } from '../rules/lifecycle.ts'

export const revokeTestCredentialInput = z.object({
  fingerprint: z
    .string({ error: 'Name the credential by the fingerprint of its certificate.' })
    .transform((text) => text.replaceAll(/[\s:]/g, '').toLowerCase())
    .pipe(z.string().regex(/^[0-9a-f]{64}$/, { error: 'The fingerprint is SHA-256 in hexadecimal, 64 characters.' }))
    .describe('SHA-256 of the certificate in DER, hexadecimal.'),
})
export type RevokeTestCredentialInput = z.input<typeof revokeTestCredentialInput>

/**
 * Revokes a credential that was made for a test, without a person, so that a test can see what follows. Sandbox only;
 * the credentials that people made are theirs to revoke.
 *
 * @throws MandateError `common.not-found` in production, and for any other credential; `credential.revoked`,
 *   `credential.expired`
 */
export async function revokeTestCredential(
  runtime: Runtime,
  input: RevokeTestCredentialInput,
): Promise<{ id: string; name: string; revokedAt: string }> {
  if (runtime.settings.mode !== 'sandbox') throw new MandateError('common.not-found')
  const { fingerprint } = parseInput(revokeTestCredentialInput, input)
  const { store, clock, signals } = runtime
  const found = await store.credential.findFirst({
    where: { sha256Fingerprint: fingerprint, isTest: true },
    select: { id: true, abn: true },
  })
  if (found === null) throw new MandateError('common.not-found')
  const abn = found.abn as Abn
  const revoked = await inTransaction(store, async (tx) => {
    const { now } = await lockBusiness(tx, clock, abn)
    const row = await tx.credential.findUniqueOrThrow({ where: { id: found.id } })
    requireTransition(stateAt(row, now), 'revoke', row)
    const reason = 'SUPERSEDED'
    await revokeRow(tx, { id: row.id, version: row.version, at: now, reason })
    await recordHistory(tx, {
      abn,
      at: now,
      category: 'CREDENTIAL',
      act: 'credential-revoked',
      actor: 'system',
      subject: { id: row.id, name: row.name },
      details: { serial: row.serial, reason },
    })
    return { id: row.id, name: row.name, revokedAt: new Date(now).toISOString() }
  })
  signals.emit('credential-changed', { credentialId: revoked.id, abn })
  return revoked
}
