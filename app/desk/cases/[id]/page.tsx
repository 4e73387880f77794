import type { Metadata } from 'next'
import { DecideCase, deskDone } from '../../../../components/desk/decide-case.tsx'
import { requireOperator } from '../../../../lib/domain/desk/require-operator.ts'
import { viewLinkCase } from '../../../../lib/domain/ram/linking/cases/view-link-case.ts'
import { readSearch, type Search } from '../../../support/read-search.ts'
import { showPage } from '../../../support/show-page.tsx'
import { newSubmissionId } from '../../../support/submission.ts'
import { decideAction, reissueAction } from './actions.ts'

export const metadata: Metadata = { title: 'Request for assisted linking' }

type Props = { params: Promise<{ id: string }>; searchParams: Search }

export default async function DeskCasePage({ params, searchParams }: Props) {
  return showPage(async (context) => {
    await requireOperator(context)
    return (
      <DecideCase
        view={await viewLinkCase(context, await params)}
        decide={decideAction}
        reissue={reissueAction}
        submissionId={newSubmissionId(context)}
        done={(await readSearch(searchParams)).oneOf('done', deskDone)}
      />
    )
  })
}
