import Link from 'next/link'
import type { BusinessView } from '../../lib/domain/ram/businesses/view-business.ts'
import { Stack } from '../ui/page/layout.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { datesOf, fullName, StatusOf, typeOf } from './status-of.tsx'

/** The person's own authorisation, for those who may not see the others. */
export function MyAuthorisation({ business: { abn, mine } }: { business: BusinessView }) {
  return (
    <Stack>
      <h2>Your authorisation</h2>
      <SummaryList
        rows={[
          { term: 'Name', value: fullName(mine) },
          { term: 'You are', value: typeOf(mine) },
          { term: 'Status', value: <StatusOf row={mine} /> },
          { term: 'In force', value: datesOf(mine) },
          { term: 'Email', value: mine.email },
        ]}
      />
      <p>
        <Link href={`/businesses/${abn}/authorisations/${mine.id}`} prefetch={false}>
          See what you can use for this business
        </Link>
      </p>
    </Stack>
  )
}
