import type { UsiRequest, UsiResponse } from '../../../../formats/usi/index.ts'
import type { UsiContext } from '../context.ts'
import { checkCount } from './check-count.ts'
import { verdict } from './verify-usi.ts'

/**
 * Verifies up to 500 USIs; the answers stand in the order of the request.
 *
 * @throws MandateError `usi.request-invalid` where the count says something else
 */
export async function bulkVerifyUsi(
  { store }: UsiContext,
  request: UsiRequest<'BulkVerifyUSI'>,
): Promise<UsiResponse<'BulkVerifyUSI'>> {
  const records = request.Verifications.Verification
  checkCount('NoOfVerifications', request.NoOfVerifications, records.length)
  const students = await store.usiRecord.findMany({ where: { usi: { in: records.map(({ USI }) => USI) } } })
  const byUsi = new Map(students.map((student) => [student.usi, student]))
  return {
    VerificationResponses: {
      VerificationResponse: records.map((record) => ({
        ...verdict(byUsi.get(record.USI), record),
        USI: record.USI,
        RecordId: record.RecordId,
      })),
    },
  }
}
