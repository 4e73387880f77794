import type { ReactNode } from 'react'
import styles from './page/page.module.css'

/** One fact, its value, and perhaps a way to change it. */
export type SummaryRow = { term: string; value: ReactNode; action?: ReactNode }

/** Facts under one another: a term and its value. */
export function SummaryList({ rows }: { rows: readonly (SummaryRow | undefined | false)[] }) {
  return (
    <dl className={styles.summary}>
      {rows
        .filter((row) => row !== undefined && row !== false)
        .map(({ term, value, action }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
            {action !== undefined && <dd>{action}</dd>}
          </div>
        ))}
    </dl>
  )
}
