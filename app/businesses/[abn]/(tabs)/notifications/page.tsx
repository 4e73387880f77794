import type { Metadata } from 'next'
import { NotificationList, notificationDone } from '../../../../../components/notifications/notification-list.tsx'
import { listNotifications } from '../../../../../lib/domain/ram/notifications/list-notifications.ts'
import { readSearch, type Search } from '../../../../support/read-search.ts'
import { showPage } from '../../../../support/show-page.tsx'

export const metadata: Metadata = { title: 'Manage notifications' }

type Props = { params: Promise<{ abn: string }>; searchParams: Search }

export default async function NotificationsPage({ params, searchParams }: Props) {
  const { abn } = await params
  return showPage(async (context) => {
    const search = await readSearch(searchParams)
    const asked = {
      side: search.oneOf('side', ['providers', 'clients'] as const) ?? 'providers',
      search: search.one('search') ?? '',
      sort: search.oneOf('sort', ['newest', 'end-date'] as const) ?? 'newest',
      status: search.oneOf('status', ['PENDING', 'ACCEPTED', 'DECLINED', 'ENDED'] as const) ?? '',
    } as const
    const list = await listNotifications(context, {
      abn,
      side: asked.side,
      search: asked.search,
      sort: asked.sort,
      status: asked.status === '' ? [] : [asked.status],
      after: search.one('after'),
      before: search.one('before'),
    })
    return <NotificationList list={list} asked={asked} done={search.oneOf('done', notificationDone)} />
  })
}
