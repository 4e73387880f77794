import type { Metadata } from 'next'
import { Answered } from '../../../components/accept/answered.tsx'
import { answer } from '../../support/journey.ts'
import type { Search } from '../../support/read-search.ts'
import { showPage } from '../../support/show-page.tsx'
import { acceptStep } from '../journey.ts'

export const metadata: Metadata = { title: 'Your answer is saved' }

export default async function AnsweredPage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => {
    const { answers } = await acceptStep(context, searchParams)
    return (
      <Answered
        outcome={answer(answers, 'outcome') ?? ''}
        abn={answer(answers, 'abn')}
        businessName={answer(answers, 'businessName') ?? 'the business'}
        typeLabel={answer(answers, 'typeLabel') ?? ''}
        startDate={answer(answers, 'startDate')}
      />
    )
  })
}
