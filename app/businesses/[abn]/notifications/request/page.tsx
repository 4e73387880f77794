import type { Metadata } from 'next'
import { NotificationForm } from '../../../../../components/notifications/notification-form.tsx'
import { MandateError } from '../../../../../lib/core/errors/index.ts'
import { findBusiness } from '../../../../../lib/domain/ram/notifications/find-business.ts'
import { listNotifications } from '../../../../../lib/domain/ram/notifications/list-notifications.ts'
import { dayParts } from '../../../../support/read-form.ts'
import { readSearch, type Search } from '../../../../support/read-search.ts'
import { showPage } from '../../../../support/show-page.tsx'
import { newSubmissionId } from '../../../../support/submission.ts'
import { requestAction } from '../actions.ts'

export const metadata: Metadata = { title: 'Request a cloud software notification' }

type Props = { params: Promise<{ abn: string }>; searchParams: Search }

export default async function NotificationPage({ params, searchParams }: Props) {
  const { abn } = await params
  return showPage(async (context) => {
    const search = (await readSearch(searchParams)).one('search') ?? ''
    const { business, services, may, today } = await listNotifications(context, { abn, side: 'clients', pageSize: 1 })
    if (!may.request) throw new MandateError('common.not-allowed')
    const found = search.trim().length < 3 ? undefined : await findBusiness(context, { abn, search })
    return (
      <NotificationForm
        other="client"
        business={business}
        services={services}
        search={search}
        found={found}
        dates={dayParts('startDate', today)}
        action={requestAction}
        submissionId={newSubmissionId(context)}
      />
    )
  })
}
