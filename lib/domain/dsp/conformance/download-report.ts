import { instant } from '../../../core/clock.ts'
import { writeHtml } from '../../../formats/document/write-html.ts'
import { writePdf } from '../../../formats/pdf/write-pdf.ts'
import type { UseCaseContext } from '../../context.ts'
import { type ViewReportInput, viewReport } from './view-report.ts'

/** The report of a verified product as a file to keep. */
export async function downloadReport(
  context: UseCaseContext,
  input: ViewReportInput,
  kind: 'html' | 'pdf',
): Promise<{ fileName: string; bytes: Uint8Array }> {
  const { report, product, service, verifiedAt } = await viewReport(context, input)
  const fileName = `conformance-${product.code}-${service.toLowerCase()}.${kind}`
  if (kind === 'html') return { fileName, bytes: new TextEncoder().encode(writeHtml(report)) }
  return { fileName, bytes: writePdf(report, { at: instant(verifiedAt) }) }
}
