import type { Metadata } from 'next'
import { CheckListStep } from '../../../../../components/link/many/check-list-step.tsx'
import { type PreviewLinksInput, previewLinks } from '../../../../../lib/domain/ram/linking/online/preview-links.ts'
import { answer } from '../../../../support/journey.ts'
import type { Search } from '../../../../support/read-search.ts'
import { showPage } from '../../../../support/show-page.tsx'
import { answerBusinesses } from '../../../actions.ts'
import { addressNames, addressOf, linkStep } from '../../../journey.ts'

export const metadata: Metadata = { title: 'Link my business: check the list' }

export default async function CheckListPage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => {
    const { draft, answers } = await linkStep(context, searchParams, [...addressNames, 'list'])
    const asked = { ...addressOf(answers), abns: answer(answers, 'list') } as PreviewLinksInput
    return <CheckListStep rows={await previewLinks(context, asked)} action={answerBusinesses} draft={draft} />
  })
}
