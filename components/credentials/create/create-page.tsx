import type { ReactNode } from 'react'
import type { BusinessName } from '../../../lib/domain/ram/views.ts'
import { PageHead } from '../../ui/page/page-head.tsx'

/** A page of making a machine credential. */
export function CreatePage({
  business,
  title,
  lead,
  children,
}: {
  business: BusinessName
  title: string
  lead?: string
  children: ReactNode
}) {
  const home = `/businesses/${business.abn}`
  return (
    <>
      <PageHead
        title={title}
        lead={lead}
        caption={`Machine credential for ${business.name}`}
        crumbs={[
          { label: 'Businesses', href: '/businesses' },
          { label: business.name, href: home },
          { label: 'Credentials', href: `${home}/credentials` },
        ]}
      />
      {children}
    </>
  )
}
