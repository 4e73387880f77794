import { ButtonLink } from '@ag.ds-next/react/button'
import Link from 'next/link'
import type { BusinessName } from '../../../lib/domain/ram/views.ts'
import { count, list, spacedAbn } from '../../format/words.ts'
import { Alert } from '../../ui/message/alert.tsx'
import { Done } from '../../ui/message/done.tsx'
import { Prose, Stack } from '../../ui/page/layout.tsx'
import { PageHead } from '../../ui/page/page-head.tsx'

/** An ABN that was not linked; the name where it is known. */
export type NotLinked = { abn: string; name: string | null; reason: string }

/** Businesses that are named one by one. */
const few = 3

/** The businesses are linked: what the person can do now. */
export function Linked({ businesses, failed }: { businesses: readonly BusinessName[]; failed: readonly NotLinked[] }) {
  const [first] = businesses
  return (
    <>
      <PageHead title={businesses.length > 1 ? 'Your businesses are linked' : 'Your business is linked'} />
      <Stack wide>
        <Done title={`You are a principal authority of ${namesOf(businesses)}`}>
          <p>You can act for {businesses.length > 1 ? 'them' : 'it'} from now on.</p>
        </Done>
        {failed.length > 0 && (
          <Alert tone="error" title={`${count(failed.length, 'business is', 'businesses are')} not linked`}>
            <ul>
              {failed.map(({ abn, name, reason }) => (
                <li key={abn}>
                  {name ?? `ABN ${spacedAbn(abn)}`}: {reason}
                </li>
              ))}
            </ul>
          </Alert>
        )}
        <Prose>
          <h2>What next</h2>
          <ul>
            {businesses.slice(0, few).map(({ abn, name }) => (
              <li key={abn}>
                <Link href={`/businesses/${abn}`}>Open {name}</Link>
              </li>
            ))}
            {businesses.length > few && (
              <li>
                <Link href="/businesses">See all {businesses.length} of them in your list</Link>
              </li>
            )}
            <li>
              <Link href={`/businesses/${first?.abn}/authorisations/new`}>Authorise a second administrator</Link>, so
              that somebody can act when you are away
            </li>
            <li>
              <Link href={`/businesses/${first?.abn}/credentials/new`}>Create a machine credential</Link> for software
              on your own computers
            </li>
          </ul>
        </Prose>
        {first !== undefined && (
          <p>
            <ButtonLink href={`/businesses/${first.abn}`}>Go to {first.name}</ButtonLink>
          </p>
        )}
      </Stack>
    </>
  )
}

function namesOf(businesses: readonly BusinessName[]): string {
  return businesses.length > few
    ? count(businesses.length, 'business', 'businesses')
    : list(businesses.map(({ name }) => name))
}
