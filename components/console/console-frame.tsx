import type { ReactNode } from 'react'
import { type Tab, Tabs } from '../ui/tabs.tsx'

const tabs: readonly Tab[] = [
  { href: '/console', label: 'Overview' },
  { href: '/console/people', label: 'People', parts: ['/console/people'] },
  { href: '/console/businesses', label: 'Businesses', parts: ['/console/businesses'] },
  { href: '/console/time', label: 'Time travel' },
  { href: '/console/faults', label: 'Faults' },
  { href: '/console/snapshots', label: 'Snapshots' },
  { href: '/console/traffic', label: 'Live traffic', parts: ['/console/traffic'] },
]

/** What the pages of the sandbox's console have in common. */
export function ConsoleFrame({ children }: { children: ReactNode }) {
  return (
    <>
      <Tabs label="Sandbox console" tabs={tabs} />
      {children}
    </>
  )
}
