import { MandateError } from '../../../../../../lib/core/errors/index.ts'
import type { ImportAuthorisationsResult } from '../../../../../../lib/domain/ram/authorisations/imports/import-authorisations.ts'
import { importResultFile } from '../../../../../../lib/domain/ram/authorisations/imports/import-result-file.ts'
import { answer, journeyAnswers } from '../../../../../support/journey.ts'
import { sendFile } from '../../../../../support/send-file.ts'
import { importJourney } from '../journey.ts'

/** What became of each line of an import, as a file. */
export async function GET(request: Request, { params }: { params: Promise<{ abn: string }> }): Promise<Response> {
  const { abn } = await params
  const draft = new URL(request.url).searchParams.get('draft') ?? undefined
  return sendFile(async (context) => {
    const answers = await journeyAnswers(context, importJourney(abn), draft)
    const outcome = answers && answer(answers, 'outcome')
    if (outcome === undefined) throw new MandateError('common.not-found')
    return importResultFile(abn, JSON.parse(outcome) as ImportAuthorisationsResult)
  })
}
