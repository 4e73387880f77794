import { ButtonLink } from '@ag.ds-next/react/button'
import Link from 'next/link'
import type { ContactView, OrganisationView } from '../../lib/domain/dsp/organisations/view-organisation.ts'
import { formatDayOfMoment } from '../format/dates.ts'
import { Done } from '../ui/message/done.tsx'
import { Hidden, Row, Stack } from '../ui/page/layout.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { type Column, DataTable } from '../ui/table/data-table.tsx'
import styles from './dsp.module.css'

export const contactDone = ['added', 'edited', 'removed'] as const
type Props = { view: OrganisationView; done: (typeof contactDone)[number] | undefined }

const doneTitles = {
  added: 'The contact is registered',
  edited: 'The contact is changed',
  removed: 'The contact is removed',
}

/** The organisation and whom the operator can reach. */
export function Contacts({ view, done }: Props) {
  const { business, registration, contacts, may } = view
  if (registration === null) return null
  const home = `/dsp/${business.abn}/contacts`
  return (
    <Stack>
      {done !== undefined && <Done title={doneTitles[done]} />}
      <h2>Organisation</h2>
      <SummaryList
        rows={[
          { term: 'Registered as', value: registration.kinds.map(({ name }) => name).join(', ') },
          { term: 'Website', value: registration.website ?? 'None given' },
          {
            term: 'Registered',
            value: `${formatDayOfMoment(registration.registeredAt)}, by ${registration.registeredByName}`,
          },
        ]}
      />
      <div className={styles.listHead}>
        <h2>Contacts</h2>
        {may.manage && (
          <Row>
            <ButtonLink href={`${home}/new`}>New contact registration</ButtonLink>
          </Row>
        )}
      </div>
      <DataTable
        caption="People whom the operator may write to or ring"
        rows={contacts}
        keyOf={({ id }) => id}
        columns={columns(home, may.manage)}
      />
    </Stack>
  )
}

function columns(home: string, mayManage: boolean): Column<ContactView>[] {
  const plain: Column<ContactView>[] = [
    { heading: 'Name', isName: true, cell: (row) => `${row.givenNames} ${row.familyName}` },
    { heading: 'Position', cell: ({ position }) => position ?? 'Not given' },
    { heading: 'Email', cell: ({ email }) => email },
    { heading: 'Phone', cell: ({ phone }) => <span className={styles.number}>{phone}</span> },
    {
      heading: 'Role',
      cell: ({ isMain }) => (isMain ? <StatusBadge tone="info">Main contact</StatusBadge> : 'Contact'),
    },
  ]
  if (!mayManage) return plain
  return [
    ...plain,
    {
      heading: 'Actions',
      cell: (row) => (
        <Row>
          <Link href={`${home}/${row.id}`} prefetch={false}>
            Change<Hidden> {row.familyName}</Hidden>
          </Link>
          {!row.isMain && (
            <Link href={`${home}/${row.id}/remove`} prefetch={false}>
              Remove<Hidden> {row.familyName}</Hidden>
            </Link>
          )}
        </Row>
      ),
    },
  ]
}
