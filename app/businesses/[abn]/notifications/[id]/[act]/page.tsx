import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { NotificationActForm } from '../../../../../../components/notifications/act-form.tsx'
import type { UseCaseContext } from '../../../../../../lib/domain/context.ts'
import {
  listNotifications,
  type NotificationAction,
} from '../../../../../../lib/domain/ram/notifications/list-notifications.ts'
import { showPage } from '../../../../../support/show-page.tsx'
import { newSubmissionId } from '../../../../../support/submission.ts'
import { acceptAction, declineAction, endAction } from '../../actions.ts'

export const metadata: Metadata = { title: 'Cloud software notification' }

const actions = { accept: acceptAction, decline: declineAction, end: endAction }

export default async function NotificationActPage({
  params,
}: {
  params: Promise<{ abn: string; id: string; act: string }>
}) {
  const { abn, id, act } = await params
  if (!Object.hasOwn(actions, act)) notFound()
  return showPage(async (context) => {
    const { business, notification } = await notificationOf(context, abn, id)
    return (
      <NotificationActForm
        business={business}
        notification={notification}
        act={act as NotificationAction}
        action={actions[act as NotificationAction]}
        submissionId={newSubmissionId(context)}
      />
    )
  })
}

/** The notification on either side of the business; what has ended or was declined is past acting on. */
async function notificationOf(context: UseCaseContext, abn: string, id: string) {
  for (const side of ['providers', 'clients'] as const) {
    const { business, rows } = await listNotifications(context, {
      abn,
      side,
      status: ['PENDING', 'ACCEPTED'],
      pageSize: 100,
    })
    const notification = rows.find((row) => row.id === id)
    if (notification !== undefined) return { business, notification }
  }
  notFound()
}
