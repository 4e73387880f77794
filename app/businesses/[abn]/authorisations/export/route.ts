import {
  type ExportAuthorisationsInput,
  exportAuthorisations,
} from '../../../../../lib/domain/ram/authorisations/list/export-authorisations.ts'
import { sendFile } from '../../../../support/send-file.ts'

/** The representatives as a file, with the filter of the list. */
export async function GET(request: Request, { params }: { params: Promise<{ abn: string }> }): Promise<Response> {
  const { abn } = await params
  const search = new URL(request.url).searchParams
  const filter = (name: string) => search.getAll(name).filter((value) => value !== '')
  return sendFile((context) =>
    exportAuthorisations(context, {
      abn,
      format: search.get('format'),
      status: filter('status'),
      type: filter('type'),
      search: search.get('search') ?? undefined,
    } as ExportAuthorisationsInput),
  )
}
