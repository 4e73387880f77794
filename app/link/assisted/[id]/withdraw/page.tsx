import type { Metadata } from 'next'
import { WithdrawForm } from '../../../../../components/link/assisted/withdraw-form.tsx'
import { MandateError } from '../../../../../lib/core/errors/index.ts'
import { viewLinkCase } from '../../../../../lib/domain/ram/linking/cases/view-link-case.ts'
import { showPage } from '../../../../support/show-page.tsx'
import { withdrawAction } from '../actions.ts'

export const metadata: Metadata = { title: 'Withdraw the request' }

export default async function WithdrawPage({ params }: { params: Promise<{ id: string }> }) {
  return showPage(async (context) => {
    const view = await viewLinkCase(context, await params)
    if (!view.actions.includes('withdraw')) throw new MandateError('ram.case-decided')
    return <WithdrawForm view={view} action={withdrawAction} />
  })
}
