import { MandateError } from '../../../core/errors/index.ts'
import type { DspEnrolment, DspProduct, Prisma } from '../../../platform/store/generated/client.ts'
import {
  afterEvent,
  type EnrolmentEvent,
  type EnrolmentStatus,
  enrolmentLabels,
} from '../../../policy/dsp/enrolment.ts'
import type { DspService } from '../../../policy/dsp/products.ts'
import type { ChangeTools } from '../../ram/acting/change-tools.ts'

/**
 * Takes a product one step on in one environment, by the transition table, and tells the history.
 *
 * @throws MandateError `common.not-found`, `dsp.status-forbids`
 */
export async function moveEnrolment(
  { tx, runtime, record }: Pick<ChangeTools, 'tx' | 'runtime' | 'record'>,
  product: Pick<DspProduct, 'id' | 'name' | 'productVersion'>,
  service: DspService,
  event: EnrolmentEvent,
  more: Pick<Prisma.DspEnrolmentUncheckedUpdateInput, 'report'> = {},
): Promise<DspEnrolment> {
  const key = { productId_service: { productId: product.id, service } }
  const row = await tx.dspEnrolment.findUnique({ where: key })
  if (row === null) throw new MandateError('common.not-found')
  const status = afterEvent(row.status, event)
  if (status === undefined) {
    throw new MandateError('dsp.status-forbids', { service, status: enrolmentLabels[row.status] })
  }
  const moved = await tx.dspEnrolment.update({
    where: key,
    data: { status, [moments[status] as string]: new Date(runtime.clock.now()), ...more, version: { increment: 1 } },
  })
  await record({
    category: 'SOFTWARE',
    act: `dsp-product-${acts[event]}`,
    subject: { id: product.id, name: `${product.name} ${product.productVersion}` },
    details: { service },
  })
  return moved
}

/** Which moment of the row each status is kept in. */
const moments: Record<EnrolmentStatus, keyof DspEnrolment | undefined> = {
  REGISTERED: undefined,
  PACK_SENT: 'packSentAt',
  TESTING: 'firstCallAt',
  TESTED: 'testedAt',
  VERIFIED: 'verifiedAt',
  WITHDRAWN: 'withdrawnAt',
}

const acts: Record<EnrolmentEvent, string> = {
  'send-pack': 'welcomed',
  'see-call': 'first-call',
  'pass-all': 'tested',
  verify: 'verified',
  withdraw: 'withdrawn',
}
