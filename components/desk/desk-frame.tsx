import type { ReactNode } from 'react'
import { Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { Tabs } from '../ui/tabs.tsx'

/** What stands round each list of the operator's desk. */
export function DeskFrame({ lead, actions, children }: { lead: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <>
      <PageHead title="Operator’s desk" lead={lead} crumbs={[{ label: 'Home', href: '/home' }]} actions={actions} />
      <Tabs
        label="Operator’s desk"
        tabs={[
          { href: '/desk', label: 'Linking requests', parts: ['/desk/cases'] },
          { href: '/desk/relying-parties', label: 'Relying parties' },
          { href: '/desk/relying-services', label: 'Relying services' },
          { href: '/desk/history', label: 'History' },
        ]}
      />
      <Stack>{children}</Stack>
    </>
  )
}

/** The way back from a page of the desk. */
export function deskCrumbs(list: 'relying-parties' | 'relying-services') {
  return [
    { label: 'Operator’s desk', href: '/desk' },
    { label: list === 'relying-parties' ? 'Relying parties' : 'Relying services', href: `/desk/${list}` },
  ]
}
