import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { Document } from '../../../formats/document/document.ts'
import type { DspService } from '../../../policy/dsp/products.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { abn, recordId } from '../../ram/fields.ts'
import { findProduct } from '../products/find-product.ts'
import { enterRegisteredDsp } from '../scene.ts'
import { service } from './view-checklist.ts'

export const viewReportInput = z.object({ abn, productId: recordId, service })
export type ViewReportInput = z.input<typeof viewReportInput>

export type ReportView = {
  business: { abn: string; name: string }
  product: { id: string; name: string; productVersion: string; code: string }
  service: DspService
  verifiedAt: string
  report: Document
}

/**
 * The report of a verified product, just as it was when the tests were finished.
 *
 * @throws MandateError `common.not-found`, `dsp.report-not-there`
 */
export async function viewReport(context: UseCaseContext, input: ViewReportInput): Promise<ReportView> {
  const asked = parseInput(viewReportInput, input)
  const { business } = await enterRegisteredDsp(context, asked.abn)
  const product = await findProduct(context.runtime.store, { abn: asked.abn, id: asked.productId })
  const enrolment = product.enrolments.find((one) => one.service === asked.service)
  if (enrolment === undefined) throw new MandateError('common.not-found')
  if (enrolment.report === null || enrolment.verifiedAt === null) throw new MandateError('dsp.report-not-there')
  const { id, name, productVersion, code } = product
  return {
    business: { abn: business.abn, name: business.name },
    product: { id, name, productVersion, code },
    service: asked.service,
    verifiedAt: enrolment.verifiedAt.toISOString(),
    report: enrolment.report as unknown as Document,
  }
}
