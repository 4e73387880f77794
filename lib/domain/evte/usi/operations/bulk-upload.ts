import { isoTime, second } from '../../../../core/clock.ts'
import { MandateError } from '../../../../core/errors/index.ts'
import { uuid } from '../../../../core/random.ts'
import type { UsiApplicationResponse, UsiRequest, UsiResponse } from '../../../../formats/usi/index.ts'
import type { Prisma } from '../../../../platform/store/generated/client.ts'
import type { UsiContext } from '../context.ts'
import { checkCount } from './check-count.ts'
import { enterApplications } from './create-usi.ts'

/** How long the results of an upload are held back, so that a client learns to ask again; ms. */
export const resultsDelay = 2 * second

/**
 * Takes up to 500 applications and answers with a receipt; the results wait for {@link bulkUploadRetrieve}.
 *
 * @throws MandateError `usi.request-invalid` where the count says something else
 */
export async function bulkUpload(
  context: UsiContext,
  request: UsiRequest<'BulkUpload'>,
): Promise<UsiResponse<'BulkUpload'>> {
  const { store, random, now, abn, organisation } = context
  const applications = request.Applications.Application
  checkCount('NoOfApplications', request.NoOfApplications, applications.length)
  const results = await enterApplications(context, applications)
  const receiptNumber = uuid(random)
  await store.usiBulkUpload.create({
    data: {
      receiptNumber,
      orgCode: organisation?.code ?? '',
      abn,
      requestId: request.RequestId,
      receivedAt: new Date(now),
      readyAt: new Date(now + resultsDelay),
      results: results as unknown as Prisma.InputJsonArray,
    },
  })
  return { ReceiptNumber: receiptNumber }
}

/**
 * Hands out the results of an upload to the business that sent it.
 *
 * @throws MandateError `usi.receipt-unknown`, `usi.receipt-not-ready`
 */
export async function bulkUploadRetrieve(
  { store, now, abn }: UsiContext,
  { ReceiptNumber }: UsiRequest<'BulkUploadRetrieve'>,
): Promise<UsiResponse<'BulkUploadRetrieve'>> {
  const receipt = ReceiptNumber.toLowerCase()
  const upload = await store.usiBulkUpload.findUnique({ where: { receiptNumber: receipt } })
  if (upload === null || upload.abn !== abn) throw new MandateError('usi.receipt-unknown', { receipt, abn })
  if (upload.readyAt.getTime() > now) {
    throw new MandateError('usi.receipt-not-ready', { receipt, at: isoTime(upload.readyAt.getTime() as typeof now) })
  }
  const results = upload.results as unknown as UsiApplicationResponse[]
  return {
    RequestId: upload.requestId,
    NoOfApplications: results.length,
    NoOfApplicationsFailed: results.filter(({ Result }) => Result === 'Failure').length,
    Applications: { Application: results },
  }
}
