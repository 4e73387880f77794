import { parseDay } from '../../../../../lib/core/calendar-day.ts'
import { type ExportHistoryInput, exportHistory } from '../../../../../lib/domain/ram/history/export-history.ts'
import { sendFile } from '../../../../support/send-file.ts'

/** The history as a file, with the filter of the list. */
export async function GET(request: Request, { params }: { params: Promise<{ abn: string }> }): Promise<Response> {
  const { abn } = await params
  const search = new URL(request.url).searchParams
  return sendFile((context) =>
    exportHistory(context, {
      abn,
      format: search.get('format'),
      category: search.get('category') || undefined,
      search: search.get('search') ?? undefined,
      actionedBy: search.get('actionedBy') ?? undefined,
      from: parseDay(search.get('from') ?? ''),
      to: parseDay(search.get('to') ?? ''),
    } as ExportHistoryInput),
  )
}
