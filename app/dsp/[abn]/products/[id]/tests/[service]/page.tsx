import type { Metadata } from 'next'
import { Checklist } from '../../../../../../../components/dsp/checklist.tsx'
import { viewChecklist } from '../../../../../../../lib/domain/dsp/conformance/view-checklist.ts'
import { readSearch, type Search } from '../../../../../../support/read-search.ts'
import { showPage } from '../../../../../../support/show-page.tsx'
import { newSubmissionId } from '../../../../../../support/submission.ts'
import { finishTestsAction } from './actions.ts'

export const metadata: Metadata = { title: 'Checklist' }

type Props = { params: Promise<{ abn: string; id: string; service: string }>; searchParams: Search }

export default async function ChecklistPage({ params, searchParams }: Props) {
  const { abn, id, service } = await params
  return showPage(async (context) => (
    <Checklist
      view={await viewChecklist(context, { abn, productId: id, service })}
      wasTold={(await readSearch(searchParams)).one('done') === 'told'}
      finish={finishTestsAction}
      submissionId={newSubmissionId(context)}
    />
  ))
}
