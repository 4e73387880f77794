import type { Metadata } from 'next'
import { ListStep } from '../../../../components/link/many/list-step.tsx'
import { answer } from '../../../support/journey.ts'
import type { Search } from '../../../support/read-search.ts'
import { showPage } from '../../../support/show-page.tsx'
import { answerList } from '../../actions.ts'
import { linkStep } from '../../journey.ts'

export const metadata: Metadata = { title: 'Link my business: a list of ABNs' }

export default async function ListPage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => {
    const { draft, answers } = await linkStep(context, searchParams)
    return <ListStep action={answerList} draft={draft} list={answer(answers, 'list') ?? ''} />
  })
}
