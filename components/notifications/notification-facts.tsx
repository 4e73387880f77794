import type { NotificationView } from '../../lib/domain/ram/notifications/view-notification.ts'
import { formatDay, formatMoment } from '../format/dates.ts'
import { spacedAbn } from '../format/words.ts'
import { SummaryList } from '../ui/summary-list.tsx'
import { StatusOfNotification } from './status-of-notification.tsx'

/** Who, whose software, for which service, and from when until when. */
export function NotificationFacts({ notification }: { notification: NotificationView }) {
  const { provider, client, softwareId, serviceName, agencyName, startDate, endDate } = notification
  return (
    <SummaryList
      rows={[
        { term: 'Status', value: <StatusOfNotification row={notification} /> },
        { term: 'Provider', value: `${provider.name}, ABN ${spacedAbn(provider.abn)}` },
        { term: 'Client', value: `${client.name}, ABN ${spacedAbn(client.abn)}` },
        { term: 'Software ID', value: softwareId },
        { term: 'For', value: `${serviceName} (${agencyName})` },
        {
          term: 'In force',
          value: `${formatDay(startDate)} to ${endDate === null ? 'no end date' : formatDay(endDate)}`,
        },
        { term: 'Begun by', value: notification.requestedByProvider ? 'The provider' : 'The client' },
        { term: 'Sent', value: formatMoment(notification.createdAt) },
      ]}
    />
  )
}
