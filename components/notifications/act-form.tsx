import Link from 'next/link'
import type { NotificationAction } from '../../lib/domain/ram/notifications/list-notifications.ts'
import type { NotificationView } from '../../lib/domain/ram/notifications/view-notification.ts'
import { ActionForm } from '../ui/form/action-form.tsx'
import { TickField } from '../ui/form/fields/choice-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { Prose, Row, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { NotificationFacts } from './notification-facts.tsx'

type Props = {
  notification: NotificationView
  act: NotificationAction
  action: FormAction
  submissionId: string
}

/** Asks before a notification is accepted, declined or ended. */
export function NotificationActForm({ notification, act, action, submissionId }: Props) {
  const { business } = notification
  const path = `/businesses/${business.abn}/notifications`
  const { title, text, button } = words[act]
  return (
    <>
      <PageHead
        title={title}
        caption={business.name}
        crumbs={[
          { label: business.name, href: `/businesses/${business.abn}` },
          { label: 'Notifications', href: path },
        ]}
      />
      <Stack wide>
        <NotificationFacts notification={notification} />
        <Prose>
          <p>{text}</p>
        </Prose>
        <ActionForm action={action} submissionId={submissionId} hidden={{ abn: business.abn, id: notification.id }}>
          {act === 'accept' && (
            <TickField
              name="declaration"
              legend="Declaration"
              label="I declare that I am allowed to do this for the business, and that this provider’s software may act for it."
            />
          )}
          <Row>
            <SubmitButton>{button}</SubmitButton>
            <Link href={path} prefetch={false}>
              No, go back
            </Link>
          </Row>
        </ActionForm>
      </Stack>
    </>
  )
}

const words: Record<NotificationAction, { title: string; text: string; button: string }> = {
  accept: {
    title: 'Accept this notification?',
    text: 'The provider’s cloud software can then act for your business at the agency service, from the start date on.',
    button: 'Yes, accept',
  },
  decline: {
    title: 'Decline this notification?',
    text: 'The provider’s software cannot act for your business. The provider can ask again.',
    button: 'Yes, decline',
  },
  end: {
    title: 'End this notification?',
    text: 'The provider’s software can no longer act for your business, from this moment on. To start again, a new notification is needed.',
    button: 'Yes, end it',
  },
}
