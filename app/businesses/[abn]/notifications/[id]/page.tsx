import type { Metadata } from 'next'
import { NotificationPage } from '../../../../../components/notifications/notification-page.tsx'
import { viewNotification } from '../../../../../lib/domain/ram/notifications/view-notification.ts'
import { showPage } from '../../../../support/show-page.tsx'

export const metadata: Metadata = { title: 'Cloud software notification' }

export default async function ViewNotificationPage({ params }: { params: Promise<{ abn: string; id: string }> }) {
  return showPage(async (context) => <NotificationPage notification={await viewNotification(context, await params)} />)
}
