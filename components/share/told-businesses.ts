import type { BusinessAuthorisation } from '../../lib/domain/ram/sharing/business-authorisations.ts'
import { count, spacedAbn } from '../format/words.ts'
import type { SummaryRow } from '../ui/summary-list.tsx'

/** Businesses that are written out; the others are counted. */
const shown = 10

/** What a service is told of a person's businesses, as facts; none where it does not ask for them. */
export function toldBusinesses(businesses: BusinessAuthorisation[] | null): SummaryRow[] {
  if (businesses === null) return []
  if (businesses.length === 0) {
    return [{ term: 'Businesses', value: 'None: no authorisation of yours reaches this service today.' }]
  }
  const more = businesses.length - shown
  return [
    ...businesses.slice(0, shown).map((business) => ({
      term: `${business.business_name} (ABN\u00a0${spacedAbn(business.abn)})`,
      value: roleOf(business),
    })),
    ...(more > 0 ? [{ term: 'And', value: count(more, 'more business', 'more businesses') }] : []),
  ]
}

const types = {
  principal_authority: 'Principal authority',
  authorised_user: 'Authorised user',
  basic_user: 'Basic user',
}

function roleOf(business: BusinessAuthorisation): string {
  const role = business.is_administrator ? 'Authorisation administrator' : types[business.authorisation_type]
  return business.is_machine_credential_administrator ? `${role}, machine credential administrator` : role
}
