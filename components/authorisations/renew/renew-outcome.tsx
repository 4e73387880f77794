import Link from 'next/link'
import type { BusinessName } from '../../../lib/domain/ram/views.ts'
import { formatDay } from '../../format/dates.ts'
import { count } from '../../format/words.ts'
import { Alert } from '../../ui/message/alert.tsx'
import { Done } from '../../ui/message/done.tsx'
import { Stack } from '../../ui/page/layout.tsx'
import { PageHead } from '../../ui/page/page-head.tsx'

type Props = {
  business: BusinessName
  renewed: readonly (readonly [fullName: string, endDate: string | null])[]
  failed: readonly (readonly [fullName: string | null, happened: string, remedy: string])[]
}

/** What became of each of several renewals. */
export function RenewOutcome({ business, renewed, failed }: Props) {
  return (
    <>
      <PageHead title="Outcome of the renewal" caption={business.name} />
      <Stack wide>
        {renewed.length > 0 && (
          <Done title={`${count(renewed.length, 'authorisation is', 'authorisations are')} renewed`}>
            <ul>
              {renewed.map(([name, endDate]) => (
                <li key={`${name} ${endDate}`}>
                  {name}: {endDate === null ? 'no end date' : `until ${formatDay(endDate)}`}
                </li>
              ))}
            </ul>
          </Done>
        )}
        {failed.length > 0 && (
          <Alert tone="error" title={`${count(failed.length, 'authorisation is', 'authorisations are')} not renewed`}>
            <ul>
              {failed.map(([name, happened, remedy]) => (
                <li key={`${name} ${happened}`}>
                  {name ?? 'Unknown'}: {happened} {remedy}
                </li>
              ))}
            </ul>
          </Alert>
        )}
        <p>
          <Link href={`/businesses/${business.abn}`}>Back to {business.name}</Link>
        </p>
      </Stack>
    </>
  )
}
