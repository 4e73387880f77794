import type { Metadata } from 'next'
import { RepresentativeStep } from '../../../../../../components/authorisations/wizard/representative-step.tsx'
import { prepareAuthorisation } from '../../../../../../lib/domain/ram/authorisations/draft/prepare-authorisation.ts'
import { showPage } from '../../../../../support/show-page.tsx'
import { answerRepresentative } from '../actions.ts'
import { toDraftInput } from '../answers.ts'
import { type StepProps, stepOf } from '../step.ts'

export const metadata: Metadata = { title: 'Add new user: who it is' }

export default async function RepresentativeStepPage(props: StepProps) {
  return showPage(async (context) => {
    const step = await stepOf(context, props)
    const { representativeType = null } = toDraftInput(step.abn, {
      representativeType: step.answers.representativeType ?? [],
    })
    const wizard = await prepareAuthorisation(context, { abn: step.abn, representativeType })
    return <RepresentativeStep wizard={wizard} action={answerRepresentative} step={step} />
  })
}
