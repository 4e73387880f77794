import {
  type ExportCredentialsInput,
  exportCredentials,
} from '../../../../../lib/domain/credentials/show/export-credentials.ts'
import { sendFile } from '../../../../support/send-file.ts'

/** The machine credentials as a file, with the filter of the list. */
export async function GET(request: Request, { params }: { params: Promise<{ abn: string }> }): Promise<Response> {
  const { abn } = await params
  const search = new URL(request.url).searchParams
  return sendFile(async (context) => {
    const { fileName, pieces } = await exportCredentials(context, {
      abn,
      status: search.getAll('status').filter((value) => value !== ''),
      search: search.get('search') ?? undefined,
    } as ExportCredentialsInput)
    return { fileName, mediaType: 'text/csv; charset=utf-8', chunks: pieces }
  })
}
