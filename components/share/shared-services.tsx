import { ButtonLink } from '@ag.ds-next/react/button'
import type { SharedService } from '../../lib/domain/ram/sharing/list-shared-services.ts'
import { formatDayOfMoment, formatMoment } from '../format/dates.ts'
import { Done } from '../ui/message/done.tsx'
import { EmptyState } from '../ui/message/empty-state.tsx'
import { HelpWith, Hidden, Prose, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { SummaryList, type SummaryRow } from '../ui/summary-list.tsx'

/** The relying services that a person shares with. */
export function SharedServices({ services, withdrawn }: { services: SharedService[]; withdrawn: boolean }) {
  return (
    <>
      <PageHead
        title="Services you share with"
        lead="Government services that you signed in to through RAM, and what you agreed that they may learn of you."
        crumbs={[
          { label: 'Home', href: '/home' },
          { label: 'My details', href: '/me' },
        ]}
      />
      <Stack wide>
        {withdrawn && (
          <Done title="You withdrew your consent">
            <p>The service learns nothing more of you. If you sign in there again, it asks you again.</p>
          </Done>
        )}
        {services.length === 0 && (
          <EmptyState title="You share with no service">
            <p>A service appears here when you sign in to it through RAM and agree to share with it.</p>
          </EmptyState>
        )}
        {services.map((service) => (
          <section key={service.id} aria-labelledby={`service-${service.id}`}>
            <Stack>
              <h2 id={`service-${service.id}`}>{service.name}</h2>
              <Prose>
                <p>{service.purpose}</p>
              </Prose>
              <SummaryList rows={sharingFacts(service)} />
              <p>
                <ButtonLink variant="secondary" href={`/me/sharing/${encodeURIComponent(service.id)}`}>
                  View or withdraw<Hidden> what you share with {service.name}</Hidden>
                </ButtonLink>
              </p>
            </Stack>
          </section>
        ))}
        <HelpWith question="Why may a service ask about me while I am not there?">
          <p>
            Some services act later on what you did there, for example when they handle a form that you sent. They ask
            RAM then whether you may still act for the business. “Last used” counts such questions too.
          </p>
        </HelpWith>
      </Stack>
    </>
  )
}

/** What is shared with a service, and since when. */
export function sharingFacts(service: SharedService): SummaryRow[] {
  return [
    {
      term: 'It may learn',
      value: (
        <ul>
          {service.details.map((detail) => (
            <li key={detail}>{detail}</li>
          ))}
        </ul>
      ),
    },
    { term: 'You agreed', value: formatDayOfMoment(service.since) },
    { term: 'You last signed in there', value: formatMoment(service.signedInAt) },
    {
      term: 'Last used by the service',
      value: service.lastUsedAt === null ? 'Never' : formatMoment(service.lastUsedAt),
    },
    {
      term: 'Asks you again',
      value:
        service.rememberedUntil === null
          ? 'At each sign-in'
          : `After ${formatDayOfMoment(service.rememberedUntil)}, or when it wants to learn more`,
    },
  ]
}
