import type { Metadata } from 'next'
import { ImportOutcome } from '../../../../../../components/authorisations/import/outcome.tsx'
import type { ImportAuthorisationsResult } from '../../../../../../lib/domain/ram/authorisations/imports/import-authorisations.ts'
import { prepareImport } from '../../../../../../lib/domain/ram/authorisations/imports/prepare-import.ts'
import { answer } from '../../../../../support/journey.ts'
import { readSearch, type Search } from '../../../../../support/read-search.ts'
import { showPage } from '../../../../../support/show-page.tsx'
import { importStep } from '../journey.ts'

export const metadata: Metadata = { title: 'Add many users: outcome' }

type Props = { params: Promise<{ abn: string }>; searchParams: Search }

export default async function ImportOutcomePage({ params, searchParams }: Props) {
  const { abn } = await params
  return showPage(async (context) => {
    const search = await readSearch(searchParams)
    const { draft, answers } = await importStep(context, abn, search.one('draft'), 'outcome')
    const { business } = await prepareImport(context, { abn })
    const result = JSON.parse(answer(answers, 'outcome') ?? '') as ImportAuthorisationsResult
    return <ImportOutcome business={business} result={result} draft={draft} />
  })
}
