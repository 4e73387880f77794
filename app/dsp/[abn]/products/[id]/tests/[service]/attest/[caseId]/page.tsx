import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AttestForm } from '../../../../../../../../../components/dsp/attest-form.tsx'
import { viewChecklist } from '../../../../../../../../../lib/domain/dsp/conformance/view-checklist.ts'
import { showPage } from '../../../../../../../../support/show-page.tsx'
import { newSubmissionId } from '../../../../../../../../support/submission.ts'
import { attestCaseAction } from '../../actions.ts'

export const metadata: Metadata = { title: 'Confirm a case' }

type Props = { params: Promise<{ abn: string; id: string; service: string; caseId: string }> }

export default async function AttestPage({ params }: Props) {
  const { abn, id, service, caseId } = await params
  return showPage(async (context) => {
    const view = await viewChecklist(context, { abn, productId: id, service })
    const one = view.cases.find((candidate) => candidate.id === caseId && candidate.told !== null)
    if (one === undefined) notFound()
    return <AttestForm view={view} one={one} action={attestCaseAction} submissionId={newSubmissionId(context)} />
  })
}
