import type { Metadata } from 'next'
import { AccessStep } from '../../../../../../components/authorisations/wizard/access-step.tsx'
import { prepareAuthorisation } from '../../../../../../lib/domain/ram/authorisations/draft/prepare-authorisation.ts'
import { showPage } from '../../../../../support/show-page.tsx'
import { answerAccess } from '../actions.ts'
import { toDraftInput } from '../answers.ts'
import { type StepProps, stepOf } from '../step.ts'

export const metadata: Metadata = { title: 'Add new user: agency access' }

export default async function AccessStepPage(props: StepProps) {
  return showPage(async (context) => {
    const step = await stepOf(context, props)
    const { representativeType = null } = toDraftInput(step.abn, {
      representativeType: step.answers.representativeType ?? [],
    })
    const wizard = await prepareAuthorisation(context, { abn: step.abn, representativeType })
    return <AccessStep wizard={wizard} action={answerAccess} step={step} />
  })
}
