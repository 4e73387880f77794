import { count } from '../../format/words.ts'
import { Link } from '../link.tsx'
import styles from './table.module.css'

/** How many rows a list has, and the way to its next and previous page, as links that can be shared. */
export function Pager({
  total,
  shown,
  noun,
  previous,
  next,
}: {
  total: number
  shown: number
  /** One row, and more of them: `['person', 'people']`. */
  noun: readonly [string, string]
  /** Addresses; null where there is no such page. */
  previous: string | null
  next: string | null
}) {
  if (total === 0) return null
  return (
    <nav className={styles.pager} aria-label="Pages of the list">
      <p role="status">
        {shown < total ? `Showing ${shown.toLocaleString('en-AU')} of ${count(total, ...noun)}` : count(total, ...noun)}
      </p>
      <ul>
        {previous !== null && (
          <li>
            <Link href={previous} rel="prev">
              Previous page
            </Link>
          </li>
        )}
        {next !== null && (
          <li>
            <Link href={next} rel="next">
              Next page
            </Link>
          </li>
        )}
      </ul>
    </nav>
  )
}
