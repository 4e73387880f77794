import { MandateError } from '../../../core/errors/index.ts'
import type { Prisma } from '../../../platform/store/generated/client.ts'
import type { Store, Transaction } from '../../../platform/store/open.ts'

/** A product with its environments, in their usual order. */
export type ProductRow = Prisma.DspProductGetPayload<{ include: { enrolments: true } }>

/**
 * A product of this organisation.
 *
 * @throws MandateError `common.not-found` also for the products of others
 */
export async function findProduct(
  db: Store | Transaction,
  { abn, id }: { abn: string; id: string },
): Promise<ProductRow> {
  const row = await db.dspProduct.findFirst({
    where: { id, abn },
    include: { enrolments: { orderBy: { service: 'asc' } } },
  })
  if (row === null) throw new MandateError('common.not-found')
  return row
}
