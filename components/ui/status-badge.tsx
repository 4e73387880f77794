import type { ReactNode } from 'react'
import styles from './page/page.module.css'

export type Tone = 'success' | 'info' | 'warning' | 'error' | 'neutral'

/** A status in a word or two; the colour only repeats what the word says. */
export function StatusBadge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`${styles.badge} ${styles[tone]}`}>{children}</span>
}
