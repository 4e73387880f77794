import { downloadReport } from '../../../../../../../../lib/domain/dsp/conformance/download-report.ts'
import { sendBytes } from '../../../../../../../support/send-file.ts'

type Params = { params: Promise<{ abn: string; id: string; service: string }> }

export async function GET(_: Request, { params }: Params) {
  const { abn, id, service } = await params
  return sendBytes('application/pdf', (context) => downloadReport(context, { abn, productId: id, service }, 'pdf'))
}
