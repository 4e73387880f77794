import type { Metadata } from 'next'
import { DeskTraces } from '../../../../components/dsp/desk-traces.tsx'
import { RequestPage, requestDone } from '../../../../components/dsp/request-page.tsx'
import { viewDeskRequest } from '../../../../lib/domain/dsp/support/view-desk-request.ts'
import { readSearch, type Search } from '../../../support/read-search.ts'
import { showPage } from '../../../support/show-page.tsx'
import { newSubmissionId } from '../../../support/submission.ts'
import { answerRequestAction } from '../actions.ts'

export const metadata: Metadata = { title: 'Request at the desk' }

type Props = { params: Promise<{ id: string }>; searchParams: Search }

export default async function DeskRequestPage({ params, searchParams }: Props) {
  const { id } = await params
  return showPage(async (context) => {
    const { business, mainContact, request, traces } = await viewDeskRequest(context, { id })
    return (
      <RequestPage
        request={request}
        business={business}
        crumbs={[
          { label: 'Online services for DSPs', href: '/dsp' },
          { label: 'Operator’s desk', href: '/dsp/desk' },
        ]}
        done={(await readSearch(searchParams)).oneOf('done', requestDone)}
        hidden={{}}
        facts={[
          { term: 'From', value: request.createdByName },
          mainContact !== null && {
            term: 'Main contact',
            value: `${mainContact.name}, ${mainContact.phone}, ${mainContact.email}`,
          },
        ]}
        action={answerRequestAction}
        submissionId={newSubmissionId(context)}
      >
        <DeskTraces traces={traces} />
      </RequestPage>
    )
  })
}
