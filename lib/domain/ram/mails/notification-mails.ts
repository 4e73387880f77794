import { type Abn, formatAbn } from '../../../core/abn.ts'
import { type Day, formatDay } from '../../../core/calendar-day.ts'
import type { Settings } from '../../../platform/settings/settings.ts'
import type { CloudNotification } from '../../../platform/store/generated/client.ts'
import type { RamMail } from './authorisation-mails.ts'
import { pageAddresses } from './page-addresses.ts'

type Side = { abn: string; name: string }
/** A notification with the names around it. */
export type NamedNotification = { notification: CloudNotification; client: Side; provider: Side; serviceName: string }
export type NotificationEvent = 'added' | 'requested' | 'accepted' | 'declined' | 'ended'

/** To those who look after a business: what happened to a notification between it and another one. */
export function notificationMail(
  { publicUrl }: Pick<Settings, 'publicUrl'>,
  event: NotificationEvent,
  named: NamedNotification,
  to: { abn: string; email: string },
): RamMail {
  const { notification, client, provider, serviceName } = named
  const titles: Record<NotificationEvent, string> = {
    added: `${client.name} uses software of ${provider.name}`,
    requested: `${provider.name} asks ${client.name} for a notification`,
    accepted: `${client.name} accepted the notification of ${provider.name}`,
    declined: `${client.name} declined the notification of ${provider.name}`,
    ended: `The notification between ${client.name} and ${provider.name} has ended`,
  }
  const { id, softwareId, startDate, endDate, version } = notification
  const remedy =
    event === 'requested'
      ? 'Accept it only if your business uses this software. Until then the software cannot act for it.'
      : 'If you did not expect this, look at the notifications of your business.'
  return {
    dedupeKey: `notification-${event}/${id}/${version}/${to.abn}/${to.email}`,
    kind: `notification-${event}`,
    to: to.email,
    subject: titles[event],
    heading: titles[event],
    blocks: [
      {
        facts: [
          ['Client', `${client.name}, ABN ${formatAbn(client.abn as Abn)}`],
          ['Provider', `${provider.name}, ABN ${formatAbn(provider.abn as Abn)}`],
          ['Software ID', softwareId],
          ['Service', serviceName],
          ['From', formatDay(startDate as Day)],
          ['Until', endDate === null ? 'No end date' : formatDay(endDate as Day)],
        ],
      },
      { text: remedy },
      { link: pageAddresses({ publicUrl }).notifications(to.abn), label: 'See the notifications' },
    ],
  }
}
