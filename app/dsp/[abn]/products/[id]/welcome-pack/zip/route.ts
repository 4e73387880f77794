import { downloadWelcomePack } from '../../../../../../../lib/domain/dsp/pack/download-welcome-pack.ts'
import { sendBytes } from '../../../../../../support/send-file.ts'

export async function GET(_: Request, { params }: { params: Promise<{ abn: string; id: string }> }) {
  const { abn, id } = await params
  return sendBytes('application/zip', (context) => downloadWelcomePack(context, { abn, productId: id }))
}
