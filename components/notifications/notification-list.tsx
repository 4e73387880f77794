import { ButtonLink } from '@ag.ds-next/react/button'
import type {
  ListNotificationsResult,
  NotificationAction,
  NotificationRow,
} from '../../lib/domain/ram/notifications/list-notifications.ts'
import { address } from '../format/address.ts'
import { formatDay } from '../format/dates.ts'
import { spacedAbn } from '../format/words.ts'
import { Link } from '../ui/link.tsx'
import { Done } from '../ui/message/done.tsx'
import { EmptyState } from '../ui/message/empty-state.tsx'
import { Hidden, Row, Stack } from '../ui/page/layout.tsx'
import type { Column } from '../ui/table/data-table.tsx'
import { Filters, SearchFilter, SelectFilter } from '../ui/table/filters.tsx'
import { LongTable } from '../ui/table/long-table.tsx'
import { Pager } from '../ui/table/pager.tsx'
import styles from './notifications.module.css'
import { StatusOfNotification } from './status-of-notification.tsx'

/** What was done just before the list was opened. */
export const notificationDone = ['added', 'requested', 'accepted', 'declined', 'ended'] as const
export type NotificationDone = (typeof notificationDone)[number]

type Asked = { side: 'providers' | 'clients'; search: string; status: string; sort: 'newest' | 'end-date' }
type Props = { list: ListNotificationsResult; asked: Asked; done: NotificationDone | undefined }

/** The cloud software notifications of a business: of its providers, or of its clients. */
export function NotificationList({ list, asked, done }: Props) {
  const path = `/businesses/${list.business.abn}/notifications`
  const isProviders = asked.side === 'providers'
  const isFiltered = asked.search + asked.status !== ''
  return (
    <Stack>
      {done !== undefined && <Done title={doneTitles[done]} />}
      <div className={styles.listHead}>
        <h2>Cloud software notifications</h2>
        <Row>
          {list.may.manage && isProviders && <ButtonLink href={`${path}/new`}>Add notification</ButtonLink>}
          {list.may.request && !isProviders && <ButtonLink href={`${path}/request`}>Request notification</ButtonLink>}
        </Row>
      </div>
      <nav aria-label="Whose notifications" className={styles.sides}>
        <Link href={path} aria-current={isProviders ? 'page' : undefined}>
          My providers
        </Link>
        <Link href={`${path}?side=clients`} aria-current={isProviders ? undefined : 'page'}>
          My clients
        </Link>
      </nav>
      <p className={styles.lead}>
        {isProviders
          ? 'Cloud software does not need a machine credential of yours. Instead, tell government whose software may act for you, with the software ID that the provider gave you.'
          : 'Businesses that told government that your cloud software may act for them. You can also ask a client; nothing counts until they accept.'}
      </p>
      {(isFiltered || list.total > 0) && (
        <Filters action={path} isFiltered={isFiltered}>
          {!isProviders && <input type="hidden" name="side" value="clients" />}
          <SearchFilter name="search" label="Name, ABN or software ID" value={asked.search} />
          <SelectFilter name="status" label="Status" value={asked.status} options={statuses} />
          <SelectFilter name="sort" label="Sort by" value={asked.sort} options={sortings} />
        </Filters>
      )}
      {list.rows.length === 0 ? (
        <EmptyState title={isFiltered ? 'No notification matches' : 'There is no notification yet'} />
      ) : (
        <LongTable
          caption={
            isProviders
              ? 'Providers whose cloud software may act for you'
              : 'Clients for whom your cloud software may act'
          }
          columns={columnsFor(asked.side, list.business.abn)}
          rows={list.rows}
          keyOf={({ id }) => id}
        />
      )}
      <Pager
        total={list.total}
        shown={list.rows.length}
        noun={['notification', 'notifications']}
        previous={list.previous && address(path, { ...asked, before: list.previous })}
        next={list.next && address(path, { ...asked, after: list.next })}
      />
    </Stack>
  )
}

const doneTitles: Record<NotificationDone, string> = {
  added: 'The notification is added',
  requested: 'The request is sent to your client',
  accepted: 'You accepted the notification',
  declined: 'You declined the notification',
  ended: 'The notification is ended',
}

const statuses = [
  { value: '', label: 'All' },
  { value: 'PENDING', label: 'Pending' },
  { value: 'ACCEPTED', label: 'Accepted' },
  { value: 'DECLINED', label: 'Declined' },
  { value: 'ENDED', label: 'Ended' },
]

const sortings = [
  { value: 'newest', label: 'Newest first' },
  { value: 'end-date', label: 'Ends first' },
]

function columnsFor(side: 'providers' | 'clients', abn: string): Column<NotificationRow>[] {
  const otherOf = (row: NotificationRow) => (side === 'providers' ? row.provider : row.client)
  return [
    {
      heading: side === 'providers' ? 'Provider' : 'Client',
      isName: true,
      cell: (row) => <Link href={`/businesses/${abn}/notifications/${row.id}`}>{otherOf(row).name}</Link>,
    },
    { heading: 'ABN', cell: (row) => <span className={styles.abn}>{spacedAbn(otherOf(row).abn)}</span> },
    { heading: 'Software ID', cell: ({ softwareId }) => <span className={styles.abn}>{softwareId}</span> },
    { heading: 'For', cell: ({ serviceName, agencyName }) => `${serviceName} (${agencyName})` },
    {
      heading: 'Status',
      cell: (row) => <StatusOfNotification row={row} />,
    },
    {
      heading: 'In force',
      cell: ({ startDate, endDate }) =>
        `${formatDay(startDate)} to ${endDate === null ? 'no end date' : formatDay(endDate)}`,
    },
    {
      heading: 'Actions',
      cell: (row) =>
        row.actions.length === 0 ? (
          'None'
        ) : (
          <ul className={styles.actions}>
            {row.actions.map((action) => (
              <li key={action}>
                <Link href={`/businesses/${abn}/notifications/${row.id}/${action}`}>
                  {notificationActionNames[action]}
                  <Hidden> {otherOf(row).name}</Hidden>
                </Link>
              </li>
            ))}
          </ul>
        ),
    },
  ]
}

export const notificationActionNames: Record<NotificationAction, string> = {
  accept: 'Accept',
  decline: 'Decline',
  end: 'End',
}
