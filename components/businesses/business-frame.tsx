import type { ReactNode } from 'react'
import type { BusinessView } from '../../lib/domain/ram/businesses/view-business.ts'
import { spacedAbn } from '../format/words.ts'
import { PageHead } from '../ui/page-head.tsx'
import { Tabs } from '../ui/tabs.tsx'

/** What stands over the pages of one business: its name, and a tab for each that the person may open. */
export function BusinessFrame({ business, children }: { business: BusinessView; children: ReactNode }) {
  const { abn, name, may } = business
  const home = `/businesses/${abn}`
  const tabs = [
    {
      href: home,
      label: may['list-authorisations'] ? 'Manage authorisations' : 'My authorisation',
      parts: [`${home}/authorisations`],
    },
    may['list-credentials'] && {
      href: `${home}/credentials`,
      label: 'Manage credentials',
      parts: [`${home}/credentials`],
    },
    may['list-notifications'] && {
      href: `${home}/notifications`,
      label: 'Manage notifications',
      parts: [`${home}/notifications`],
    },
    may['view-history'] && { href: `${home}/history`, label: 'History', parts: [`${home}/history`] },
  ].filter((tab) => tab !== false)
  return (
    <>
      <PageHead
        title={name}
        caption={`ABN ${spacedAbn(abn)}`}
        crumbs={[
          { label: 'Home', href: '/home' },
          { label: 'Businesses', href: '/businesses' },
        ]}
      />
      <Tabs label={`Pages of ${name}`} tabs={tabs} />
      {children}
    </>
  )
}
