import type { Metadata } from 'next'
import { DetailsStep } from '../../../../../../components/authorisations/wizard/details-step.tsx'
import { prepareAuthorisation } from '../../../../../../lib/domain/ram/authorisations/draft/prepare-authorisation.ts'
import { showPage } from '../../../../../support/show-page.tsx'
import { answerDetails } from '../actions.ts'
import { toDraftInput } from '../answers.ts'
import { type StepProps, stepOf } from '../step.ts'

export const metadata: Metadata = { title: 'Add new user: roles and dates' }

export default async function DetailsStepPage(props: StepProps) {
  return showPage(async (context) => {
    const step = await stepOf(context, props)
    const { representativeType = null } = toDraftInput(step.abn, {
      representativeType: step.answers.representativeType ?? [],
    })
    const wizard = await prepareAuthorisation(context, { abn: step.abn, representativeType })
    return <DetailsStep wizard={wizard} action={answerDetails} step={step} />
  })
}
