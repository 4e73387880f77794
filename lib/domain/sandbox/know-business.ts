import type { Abn } from '../../core/abn.ts'
import { MandateError } from '../../core/errors/index.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import type { Store, Transaction } from '../../platform/store/open.ts'

/**
 * Makes RAM know a business of the register that nobody has linked yet, as linking it would.
 *
 * @throws MandateError `common.not-found` where the register has no such business
 */
export async function knowBusiness(
  tx: Transaction | Store,
  { clock }: Pick<Runtime, 'clock'>,
  abn: Abn,
): Promise<{ abn: Abn; name: string }> {
  const known = await tx.business.findUnique({ where: { abn }, select: { name: true } })
  if (known !== null) return { abn, name: known.name }
  const entry = await tx.registerEntry.findUnique({ where: { abn } })
  if (entry === null) throw new MandateError('common.not-found')
  const { name, entityType } = entry
  const createdAt = new Date(clock.now())
  await tx.business.createMany({ data: { abn, name, entityType, createdAt }, skipDuplicates: true })
  return { abn, name }
}
