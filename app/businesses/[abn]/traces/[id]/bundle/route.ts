import { exportTrace } from '../../../../../../lib/domain/mas/export-trace.ts'
import { sendFile } from '../../../../../support/send-file.ts'

/** The trace as a file for a software vendor's support. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ abn: string; id: string }> },
): Promise<Response> {
  const { abn, id } = await params
  return sendFile((context) => exportTrace(context, { abn, id }))
}
