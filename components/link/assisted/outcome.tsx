import Link from 'next/link'
import { count } from '../../format/words.ts'
import { Alert } from '../../ui/message/alert.tsx'
import { Done } from '../../ui/message/done.tsx'
import { Stack } from '../../ui/page/layout.tsx'
import { PageHead } from '../../ui/page/page-head.tsx'

type Props = {
  opened: readonly (readonly [id: string, businessName: string])[]
  failed: readonly (readonly [business: string, reason: string])[]
}

/** What became of each of several requests for assisted linking. */
export function CasesOutcome({ opened, failed }: Props) {
  return (
    <>
      <PageHead title="Your requests are sent" crumbs={[{ label: 'Assisted linking', href: '/link/assisted' }]} />
      <Stack wide>
        <Done title={`${count(opened.length, 'request is', 'requests are')} with the operators`}>
          <ul>
            {opened.map(([id, name]) => (
              <li key={id}>
                <Link href={`/link/assisted/${id}`}>{name}</Link>
              </li>
            ))}
          </ul>
        </Done>
        {failed.length > 0 && (
          <Alert tone="error" title={`${count(failed.length, 'request is', 'requests are')} not sent`}>
            <ul>
              {failed.map(([business, reason]) => (
                <li key={business}>
                  {business}: {reason}
                </li>
              ))}
            </ul>
          </Alert>
        )}
        <p>You get an email about each of them, and another one with the decision.</p>
      </Stack>
    </>
  )
}
