import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SummaryStep } from '../../../../../../components/authorisations/wizard/summary-step.tsx'
import { hasCode } from '../../../../../../lib/core/errors/index.ts'
import type { UseCaseContext } from '../../../../../../lib/domain/context.ts'
import {
  type AuthorisationSummary,
  checkAuthorisation,
  wizardSteps,
} from '../../../../../../lib/domain/ram/authorisations/draft/check-authorisation.ts'
import { showPage } from '../../../../../support/show-page.tsx'
import { sendRequest } from '../actions.ts'
import { toDraftInput } from '../answers.ts'
import { type Step, type StepProps, stepOf } from '../step.ts'

export const metadata: Metadata = { title: 'Add new user: summary' }

export default async function SummaryPage(props: StepProps) {
  return showPage(async (context) => {
    const step = await stepOf(context, props)
    return <SummaryStep summary={await summaryOf(context, step)} action={sendRequest} step={step} />
  })
}

/** The summary; where an answer is missing or no longer right, the page that asks for it. */
async function summaryOf(context: UseCaseContext, { abn, draft, answers }: Step): Promise<AuthorisationSummary> {
  for (const name of wizardSteps) {
    try {
      const summary = await checkAuthorisation(context, toDraftInput(abn, answers), name)
      if (name === wizardSteps.at(-1)) return summary
    } catch (error) {
      if (!hasCode(error, 'common.invalid-input', 'ram.access-to-nothing')) throw error
      const page = name === 'type' ? '' : `/${name}`
      redirect(`/businesses/${abn}/authorisations/new${page}?draft=${draft}`)
    }
  }
  throw new Error('unreachable')
}
