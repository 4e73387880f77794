import type { Metadata } from 'next'
import { CasePage } from '../../../../components/link/assisted/case-page.tsx'
import { viewLinkCase } from '../../../../lib/domain/ram/linking/cases/view-link-case.ts'
import { readSearch, type Search } from '../../../support/read-search.ts'
import { showPage } from '../../../support/show-page.tsx'

export const metadata: Metadata = { title: 'Request for assisted linking' }

type Props = { params: Promise<{ id: string }>; searchParams: Search }

export default async function LinkCasePage({ params, searchParams }: Props) {
  return showPage(async (context) => {
    const view = await viewLinkCase(context, await params)
    const isSent = (await readSearch(searchParams)).one('done') === 'sent'
    return <CasePage view={view} isSent={isSent} isSandbox={context.runtime.settings.mode === 'sandbox'} />
  })
}
