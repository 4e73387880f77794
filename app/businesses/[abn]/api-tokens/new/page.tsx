import type { Metadata } from 'next'
import { ApiTokenForm } from '../../../../../components/api-tokens/api-token-form.tsx'
import { addDays, type Day } from '../../../../../lib/core/calendar-day.ts'
import { MandateError } from '../../../../../lib/core/errors/index.ts'
import { listApiTokens } from '../../../../../lib/domain/ram/api-tokens/list-api-tokens.ts'
import { dayParts } from '../../../../support/read-form.ts'
import { showPage } from '../../../../support/show-page.tsx'
import { newSubmissionId } from '../../../../support/submission.ts'
import { createAction } from '../actions.ts'

export const metadata: Metadata = { title: 'Create an API token' }

/** What is offered as the life of a token, days. */
const usualDays = 90

export default async function NewApiTokenPage({ params }: { params: Promise<{ abn: string }> }) {
  const { abn } = await params
  return showPage(async (context) => {
    const list = await listApiTokens(context, { abn })
    if (!list.mayManage) throw new MandateError('common.not-allowed')
    return (
      <ApiTokenForm
        list={list}
        dates={dayParts('lastDay', addDays(list.today as Day, usualDays))}
        action={createAction}
        submissionId={newSubmissionId(context)}
      />
    )
  })
}
