import { ButtonLink } from '@ag.ds-next/react/button'
import Link from 'next/link'
import type { BusinessView } from '../../lib/domain/ram/businesses/view-business.ts'
import { HelpWith, Prose, Stack } from '../ui/page/layout.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { datesOf, fullName, StatusOf, typeOf } from './status-of.tsx'

/** The person's own authorisation, for those who may not see the others. */
export function MyAuthorisation({ business }: { business: BusinessView }) {
  const { abn, name, mine } = business
  const home = `/businesses/${abn}/authorisations/${mine.id}`
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
      <Prose>
        <p>{whatYouMayDo(business)}</p>
        <p>
          You can also{' '}
          <Link href={`${home}/change-email`} prefetch={false}>
            change the email address
          </Link>{' '}
          of your authorisation, or{' '}
          <Link href={`${home}/remove`} prefetch={false}>
            remove your authorisation
          </Link>{' '}
          when you no longer act for {name}.
        </p>
        <HelpWith question="Is something missing?">
          <p>
            {`People, cloud software and the history of ${name} are looked after by its principal authorities and authorisation administrators. Ask one of them to do what you need, or to change your authorisation. Mandate does not show who they are; whoever sent you your request is one.`}
          </p>
        </HelpWith>
      </Prose>
      <p>
        <ButtonLink href={home} variant="secondary">
          See what you can use for this business
        </ButtonLink>
      </p>
    </Stack>
  )
}

/** In one sentence, what the role is good for here. */
function whatYouMayDo({ name, mine, may }: BusinessView): string {
  const start = mine.status === 'ACCEPTED' ? 'From the start date on, you can use' : 'You can use'
  const services = `${start} the online services in your authorisation for ${name}`
  if (may['create-credential']) {
    return `${services}, and create, claim and revoke its machine credentials under “Manage credentials”.`
  }
  return `${services}. Sign in to each service with this Digital ID.`
}
