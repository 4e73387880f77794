import type { Metadata } from 'next'
import { dspCrumbs } from '../../../../../components/dsp/dsp-frame.tsx'
import { RequestPage, requestDone } from '../../../../../components/dsp/request-page.tsx'
import { viewRequest } from '../../../../../lib/domain/dsp/support/view-request.ts'
import { readSearch, type Search } from '../../../../support/read-search.ts'
import { showPage } from '../../../../support/show-page.tsx'
import { newSubmissionId } from '../../../../support/submission.ts'
import { actOnRequestAction } from '../actions.ts'

export const metadata: Metadata = { title: 'Request' }

type Props = { params: Promise<{ abn: string; id: string }>; searchParams: Search }

export default async function OneRequestPage({ params, searchParams }: Props) {
  const { abn, id } = await params
  return showPage(async (context) => {
    const { business, request } = await viewRequest(context, { abn, id })
    return (
      <RequestPage
        request={request}
        business={business}
        crumbs={[...dspCrumbs(business), { label: 'Support', href: `/dsp/${business.abn}/support` }]}
        done={(await readSearch(searchParams)).oneOf('done', requestDone)}
        hidden={{ abn: business.abn }}
        action={actOnRequestAction}
        submissionId={newSubmissionId(context)}
      />
    )
  })
}
