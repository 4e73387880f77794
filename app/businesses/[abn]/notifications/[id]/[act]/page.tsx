import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { NotificationActForm } from '../../../../../../components/notifications/act-form.tsx'
import { MandateError } from '../../../../../../lib/core/errors/index.ts'
import type { NotificationAction } from '../../../../../../lib/domain/ram/notifications/list-notifications.ts'
import { viewNotification } from '../../../../../../lib/domain/ram/notifications/view-notification.ts'
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
    const notification = await viewNotification(context, { abn, id })
    if (!notification.actions.includes(act as NotificationAction)) throw new MandateError('common.not-allowed')
    return (
      <NotificationActForm
        notification={notification}
        act={act as NotificationAction}
        action={actions[act as NotificationAction]}
        submissionId={newSubmissionId(context)}
      />
    )
  })
}
