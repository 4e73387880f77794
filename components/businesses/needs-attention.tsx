import type { AttentionItem, BusinessView } from '../../lib/domain/ram/businesses/view-business.ts'
import { Link } from '../ui/link.tsx'
import { Alert } from '../ui/message/alert.tsx'

/** What needs attention in a business, most urgent first. Nothing where all is well. */
export function NeedsAttention({ business }: { business: BusinessView }) {
  if (business.attention.length === 0) return null
  return (
    <Alert tone="warning" title="Needs attention">
      <ul>
        {business.attention.map((item) => (
          <li key={item.kind}>
            {item.text} <WayTo item={item} business={business} />
          </li>
        ))}
      </ul>
    </Alert>
  )
}

function WayTo({ item, business: { abn, may, mine } }: { item: AttentionItem; business: BusinessView }) {
  const home = `/businesses/${abn}`
  const ways: Record<AttentionItem['kind'], { href: string; label: string; open: boolean }> = {
    'renewals-due': {
      href: `${home}/authorisations/renew`,
      label: 'Renew',
      open: may['renew-authorisation'],
    },
    'requests-pending': {
      href: `${home}?status=PENDING`,
      label: 'See pending requests',
      open: may['list-authorisations'],
    },
    'requests-lapsed': {
      href: `${home}?status=lapsed`,
      label: 'Re-issue codes',
      open: may['list-authorisations'],
    },
    'codes-asked-for': {
      href: `${home}?status=code-asked-for`,
      label: 'Re-issue codes',
      open: may['list-authorisations'],
    },
    'only-one-administrator': {
      href: `${home}/authorisations/new`,
      label: 'Add another administrator',
      open: may['create-authorisation'],
    },
    'credentials-unassigned': {
      href: `${home}/credentials?status=suspended`,
      label: 'Claim credentials',
      open: may['list-credentials'],
    },
    'credentials-expiring': {
      href: `${home}/credentials?status=active&sort=valid-to`,
      label: 'See credentials',
      open: may['list-credentials'],
    },
    'notifications-waiting': {
      href: `${home}/notifications?status=PENDING`,
      label: 'Decide on notifications',
      open: may['list-notifications'],
    },
    'my-authorisation-ends': { href: `${home}/authorisations/${mine.id}`, label: 'See your authorisation', open: true },
  }
  const way = ways[item.kind]
  if (!way.open) return null
  return <Link href={way.href}>{way.label}</Link>
}
