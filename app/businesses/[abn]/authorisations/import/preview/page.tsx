import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ImportPreviewPage } from '../../../../../../components/authorisations/import/preview.tsx'
import { previewImport } from '../../../../../../lib/domain/ram/authorisations/imports/preview-import.ts'
import { answer } from '../../../../../support/journey.ts'
import { readSearch, type Search } from '../../../../../support/read-search.ts'
import { showPage } from '../../../../../support/show-page.tsx'
import { importAction } from '../actions.ts'
import { importPath, importStep } from '../journey.ts'

export const metadata: Metadata = { title: 'Add many users: check' }

type Props = { params: Promise<{ abn: string }>; searchParams: Search }

export default async function PreviewPage({ params, searchParams }: Props) {
  const { abn } = await params
  return showPage(async (context) => {
    const search = await readSearch(searchParams)
    const { draft, answers } = await importStep(context, abn, search.one('draft'), 'csv')
    if (answers.outcome !== undefined) redirect(`${importPath(abn)}/outcome?draft=${draft}`)
    const preview = await previewImport(context, { abn, csv: answer(answers, 'csv') ?? '' })
    return <ImportPreviewPage preview={preview} action={importAction} draft={draft} />
  })
}
