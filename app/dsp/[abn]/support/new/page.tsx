import type { Metadata } from 'next'
import { SupportForm } from '../../../../../components/dsp/support-form.tsx'
import { prepareRequest } from '../../../../../lib/domain/dsp/support/prepare-request.ts'
import { supportKinds } from '../../../../../lib/policy/dsp/support.ts'
import { readSearch, type Search } from '../../../../support/read-search.ts'
import { showPage } from '../../../../support/show-page.tsx'
import { newSubmissionId } from '../../../../support/submission.ts'
import { openRequestAction } from '../actions.ts'

export const metadata: Metadata = { title: 'New request' }

type Props = { params: Promise<{ abn: string }>; searchParams: Search }

export default async function NewRequestPage({ params, searchParams }: Props) {
  const { abn } = await params
  return showPage(async (context) => {
    const search = await readSearch(searchParams)
    const { business, products, credentials } = await prepareRequest(context, { abn })
    return (
      <SupportForm
        kind={search.oneOf('kind', supportKinds) ?? 'QUESTION'}
        business={business}
        products={products.map(({ id, name }) => ({ value: id, label: name }))}
        credentials={credentials.map(({ id, name }) => ({ value: id, label: name }))}
        traces={search.one('trace') ?? ''}
        action={openRequestAction}
        submissionId={newSubmissionId(context)}
      />
    )
  })
}
