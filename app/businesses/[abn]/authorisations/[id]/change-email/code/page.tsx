import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ActPage, hrefOf } from '../../../../../../../components/authorisations/act-page.tsx'
import { EmailCode } from '../../../../../../../components/ui/email-code.tsx'
import { answer, journeyAnswers } from '../../../../../../support/journey.ts'
import { readSearch, type Search } from '../../../../../../support/read-search.ts'
import { showPage } from '../../../../../../support/show-page.tsx'
import { type ActProps, authorisationFor } from '../../act.ts'
import { verifyAction } from '../actions.ts'
import { changeEmailJourney } from '../journey.ts'

export const metadata: Metadata = { title: 'Update your email address: code' }

export default async function ChangeEmailCodePage(props: ActProps & { searchParams: Search }) {
  return showPage(async (context) => {
    const view = await authorisationFor(context, props, 'change-email')
    const draft = (await readSearch(props.searchParams)).one('draft')
    const answers = await journeyAnswers(context, changeEmailJourney(view.id), draft)
    if (draft === undefined || answers === undefined) redirect(`${hrefOf(view)}/change-email`)
    return (
      <ActPage view={view} title="Enter the code">
        <EmailCode
          email={answer(answers, 'email') ?? ''}
          expiresAt={answer(answers, 'expiresAt') ?? ''}
          action={verifyAction}
          hidden={{ abn: view.abn, id: view.id, draft }}
          again={`${hrefOf(view)}/change-email`}
          isSandbox={context.runtime.settings.mode === 'sandbox'}
        />
      </ActPage>
    )
  })
}
