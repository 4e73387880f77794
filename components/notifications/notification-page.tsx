import { ButtonLink } from '@ag.ds-next/react/button'
import type { NotificationView } from '../../lib/domain/ram/notifications/view-notification.ts'
import { Row, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { NotificationFacts } from './notification-facts.tsx'
import { notificationActionNames } from './notification-list.tsx'

/** One cloud software notification, from either side of it. */
export function NotificationPage({ notification }: { notification: NotificationView }) {
  const { id, business, side, client, provider, actions } = notification
  const path = `/businesses/${business.abn}/notifications`
  return (
    <>
      <PageHead
        title={(side === 'client' ? provider : client).name}
        caption={`Cloud software notification of ${business.name}`}
        crumbs={[
          { label: business.name, href: `/businesses/${business.abn}` },
          { label: 'Notifications', href: side === 'client' ? path : `${path}?side=clients` },
        ]}
      />
      <Stack wide>
        <NotificationFacts notification={notification} />
        {actions.length > 0 && (
          <Row>
            {actions.map((action, at) => (
              <ButtonLink key={action} href={`${path}/${id}/${action}`} variant={at === 0 ? 'primary' : 'secondary'}>
                {notificationActionNames[action]}
              </ButtonLink>
            ))}
          </Row>
        )}
      </Stack>
    </>
  )
}
