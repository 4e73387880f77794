import type { ReactNode } from 'react'
import { BusinessFrame } from '../../../../components/businesses/business-frame.tsx'
import { openedBusiness } from '../../../support/business.ts'
import { showPage } from '../../../support/show-page.tsx'
import { pinAction } from '../actions.ts'

type Props = { params: Promise<{ abn: string }>; children: ReactNode }

export default async function BusinessLayout({ params, children }: Props) {
  const { abn } = await params
  return showPage(async () => (
    <BusinessFrame business={await openedBusiness(abn)} pin={pinAction}>
      {children}
    </BusinessFrame>
  ))
}
