import { ButtonLink } from '@ag.ds-next/react/button'
import Link from 'next/link'
import type { LinkCaseView } from '../../../lib/domain/ram/linking/cases/link-case-view.ts'
import { limits } from '../../../lib/policy/limits.ts'
import { routeTexts } from '../../../lib/policy/linking.ts'
import { formatDayOfMoment } from '../../format/dates.ts'
import { spacedAbn } from '../../format/words.ts'
import { Done } from '../../ui/message/done.tsx'
import { OneLine, Prose, Stack } from '../../ui/page/layout.tsx'
import { PageHead } from '../../ui/page/page-head.tsx'
import { type Column, DataTable } from '../../ui/table/data-table.tsx'
import { StatusOfCase } from './status-of-case.tsx'

/** Assisted linking: what it is, the person's own requests, and the way to a new one. */
export function MyCases({ cases, hasWithdrawn }: { cases: readonly LinkCaseView[]; hasWithdrawn: boolean }) {
  return (
    <>
      <PageHead
        title="Assisted linking"
        lead="For a principal authority whom the business register cannot confirm online."
        crumbs={[
          { label: 'Home', href: '/home' },
          { label: 'Link my business', href: '/link' },
        ]}
      />
      <Stack wide>
        {hasWithdrawn && <Done title="The request is withdrawn" />}
        <Stack>
          <Prose>
            <p>
              You say what you are to the business and name documents that show it. An operator decides and tells you
              why. If they approve, you get a code by email; the authorisation that you accept with it lasts for up to{' '}
              {limits.primaryPersonMonths} months and can be renewed.
            </p>
            <h2>What you need</h2>
            <ul>
              {routeTexts.assisted.needs.map((need) => (
                <li key={need}>{need}</li>
              ))}
              <li>The ABN of the business, or a list of up to {limits.linksAtOnce}</li>
            </ul>
          </Prose>
          <p>
            <ButtonLink href="/link/assisted/new">Start a request</ButtonLink>
          </p>
        </Stack>
        {cases.length > 0 && (
          <section>
            <Stack>
              <h2>Your requests</h2>
              <DataTable caption="Newest first" columns={columns} rows={cases} keyOf={({ id }) => id} />
            </Stack>
          </section>
        )}
      </Stack>
    </>
  )
}

const columns: Column<LinkCaseView>[] = [
  {
    heading: 'Business',
    isName: true,
    cell: ({ id, businessName }) => (
      <Link href={`/link/assisted/${id}`} prefetch={false}>
        {businessName}
      </Link>
    ),
  },
  { heading: 'ABN', cell: ({ abn }) => <OneLine>{spacedAbn(abn)}</OneLine> },
  { heading: 'You are', cell: ({ capacityLabel }) => capacityLabel },
  { heading: 'Sent', cell: ({ createdAt }) => formatDayOfMoment(createdAt) },
  { heading: 'Status', cell: (row) => <StatusOfCase row={row} /> },
]
