'use client'

import { usePathname } from 'next/navigation'
import { Link } from './link.tsx'
import styles from './page/page.module.css'

export type Tab = { href: string; label: string; parts?: readonly string[] }

/** Pages of one thing beside one another; each tab is an address of its own. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const path = usePathname()
  return (
    <nav className={styles.tabs} aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link href={tab.href} aria-current={currency(path, tab)}>
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function currency(path: string, { href, parts = [] }: Tab): 'page' | 'true' | undefined {
  if (path === href) return 'page'
  return parts.some((part) => path === part || path.startsWith(`${part}/`)) ? 'true' : undefined
}
