import type { Metadata } from 'next'
import { ChooseFile } from '../../../../../components/authorisations/import/choose-file.tsx'
import { prepareImport } from '../../../../../lib/domain/ram/authorisations/imports/prepare-import.ts'
import { answer, firstPageDraft, journeyAnswers } from '../../../../support/journey.ts'
import { readSearch, type Search } from '../../../../support/read-search.ts'
import { showPage } from '../../../../support/show-page.tsx'
import { answerFile } from './actions.ts'
import { importJourney, importPath } from './journey.ts'

export const metadata: Metadata = { title: 'Add many users' }

type Props = { params: Promise<{ abn: string }>; searchParams: Search }

export default async function ImportPage({ params, searchParams }: Props) {
  const { abn } = await params
  return showPage(async (context) => {
    const prepared = await prepareImport(context, { abn })
    const draft = firstPageDraft(context, (await readSearch(searchParams)).one('draft'), importPath(abn))
    const answers = (await journeyAnswers(context, importJourney(abn), draft)) ?? {}
    return <ChooseFile prepared={prepared} action={answerFile} draft={draft} csv={answer(answers, 'csv') ?? ''} />
  })
}
