import type { ReactNode } from 'react'
import styles from '../page/page.module.css'

/** What a list shows when there is nothing in it: why, and what to do. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <h2>{title}</h2>
      {children}
    </div>
  )
}
