import type { Metadata } from 'next'
import { AskForNewCode } from '../../../components/accept/ask-for-new-code.tsx'
import type { Search } from '../../support/read-search.ts'
import { showPage } from '../../support/show-page.tsx'
import { newCodeAction } from '../actions.ts'
import { acceptStep } from '../journey.ts'

export const metadata: Metadata = { title: 'The code has lapsed' }

export default async function NewCodePage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => {
    const { draft } = await acceptStep(context, searchParams)
    return <AskForNewCode action={newCodeAction} draft={draft} />
  })
}
