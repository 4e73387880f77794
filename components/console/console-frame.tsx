import type { ReactNode } from 'react'
import { type Tab, Tabs } from '../ui/tabs.tsx'

const tabs: readonly Tab[] = [
  { href: '/console', label: 'Overview' },
  { href: '/console/time', label: 'Time travel' },
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
