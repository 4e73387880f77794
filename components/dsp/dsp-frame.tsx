import type { ReactNode } from 'react'
import type { OrganisationView } from '../../lib/domain/dsp/organisations/view-organisation.ts'
import { spacedAbn } from '../format/words.ts'
import { PageHead } from '../ui/page/page-head.tsx'
import { Tabs } from '../ui/tabs.tsx'

/** What stands over the pages of one DSP. */
export function DspFrame({ view, children }: { view: OrganisationView; children: ReactNode }) {
  const { business, registration } = view
  const home = `/dsp/${business.abn}`
  return (
    <>
      <PageHead
        title={business.name}
        caption={`Online services for DSPs, ABN ${spacedAbn(business.abn)}`}
        crumbs={[{ label: 'Online services for DSPs', href: '/dsp' }]}
      />
      {registration !== null && (
        <Tabs
          label={`Pages of ${business.name}`}
          tabs={[
            { href: home, label: 'Develop a product', parts: [`${home}/products`] },
            { href: `${home}/contacts`, label: 'Organisation and contacts', parts: [`${home}/contacts`] },
            { href: `${home}/support`, label: 'Support', parts: [`${home}/support`] },
          ]}
        />
      )}
      {children}
    </>
  )
}

/** The way back from a page of a DSP. */
export function dspCrumbs(business: { abn: string; name: string }) {
  return [
    { label: 'Online services for DSPs', href: '/dsp' },
    { label: business.name, href: `/dsp/${business.abn}` },
  ]
}
