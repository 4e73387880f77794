import type { ReactNode } from 'react'
import type { AuthorisationView } from '../../lib/domain/ram/authorisations/view-authorisation.ts'
import { Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { fullName } from './status-of.tsx'

/** A page on which something is done with one authorisation. */
export function ActPage({ view, title, children }: { view: AuthorisationView; title: string; children: ReactNode }) {
  return (
    <>
      <PageHead
        title={title}
        caption={view.business.name}
        crumbs={[
          { label: 'Businesses', href: '/businesses' },
          { label: view.business.name, href: `/businesses/${view.abn}` },
          { label: fullName(view), href: hrefOf(view) },
        ]}
      />
      <Stack wide>{children}</Stack>
    </>
  )
}

/** The address of an authorisation. */
export function hrefOf({ abn, id }: { abn: string; id: string }): string {
  return `/businesses/${abn}/authorisations/${id}`
}
