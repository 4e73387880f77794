import type { ReactNode } from 'react'
import { Link } from '../link.tsx'
import styles from './page.module.css'

/** One step of the way back. */
export type Crumb = { label: string; href: string }

/** The top of a page: where it lies, its one heading, and what can be done here. */
export function PageHead({
  title,
  caption,
  lead,
  crumbs = [],
  back,
  actions,
}: {
  title: string
  /** What the page belongs to, above the heading: a business, or a step of a journey. */
  caption?: ReactNode
  lead?: ReactNode
  crumbs?: readonly Crumb[]
  /** In a journey, the page before. */
  back?: string
  actions?: ReactNode
}) {
  return (
    <div className={styles.head}>
      {crumbs.length > 0 && (
        <nav aria-label="Breadcrumbs" className={styles.crumbs}>
          <ol>
            {crumbs.map(({ label, href }) => (
              <li key={href}>
                <Link href={href}>{label}</Link>
              </li>
            ))}
          </ol>
        </nav>
      )}
      {back !== undefined && (
        <p className={styles.back}>
          <Link href={back}>Back</Link>
        </p>
      )}
      <div className={styles.title}>
        <div>
          {caption !== undefined && <p className={styles.caption}>{caption}</p>}
          <h1>{title}</h1>
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
      {lead !== undefined && <p className={styles.lead}>{lead}</p>}
    </div>
  )
}
