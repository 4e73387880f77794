import type { Instant } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import type { RevocationReason } from '../../../platform/store/generated/enums.ts'
import type { Transaction } from '../../../platform/store/open.ts'

/**
 * Writes a revocation, if nobody was faster. Whether it may happen is asked of the table of transitions before.
 *
 * @param how.version the version that was decided on
 * @param how.at by the business's clock
 * @throws MandateError `common.changed-meanwhile`
 */
export async function revokeRow(
  tx: Transaction,
  how: { id: string; version: number; at: Instant; reason: RevocationReason; unclaimed?: boolean },
): Promise<void> {
  const { count } = await tx.credential.updateMany({
    where: { id: how.id, version: how.version, status: { in: ['ACTIVE', 'SUSPENDED'] } },
    data: {
      status: 'REVOKED',
      revokedAt: new Date(how.at),
      revocationReason: how.reason,
      revokeAt: null,
      custodianId: null,
      // Kept where it is the reason.
      ...(how.unclaimed ? {} : { worksUntil: null }),
      version: { increment: 1 },
    },
  })
  if (count === 0) throw new MandateError('common.changed-meanwhile')
}
