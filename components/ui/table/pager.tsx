import Link from 'next/link'
import styles from './table.module.css'

/** Pages of a list, as links that can be shared. Shows nothing where one page holds all. */
export function Pager({
  page,
  pageSize,
  total,
  href,
}: {
  page: number
  pageSize: number
  total: number
  href(page: number): string
}) {
  const last = Math.max(1, Math.ceil(total / pageSize))
  if (last === 1) return null
  const first = (page - 1) * pageSize + 1
  return (
    <nav className={styles.pager} aria-label="Pages">
      <p>
        {first.toLocaleString('en-AU')} to {Math.min(total, page * pageSize).toLocaleString('en-AU')} of{' '}
        {total.toLocaleString('en-AU')}
      </p>
      <ul>
        {page > 1 && (
          <li>
            <Link href={href(page - 1)} prefetch={false}>
              Previous
            </Link>
          </li>
        )}
        {shownPages(page, last).map((shown, at, all) => (
          <li key={shown}>
            {at > 0 && shown - (all[at - 1] as number) > 1 && <span aria-hidden="true">…</span>}
            <Link
              href={href(shown)}
              prefetch={false}
              aria-label={`Page ${shown}`}
              aria-current={shown === page ? 'page' : undefined}
            >
              {shown.toLocaleString('en-AU')}
            </Link>
          </li>
        ))}
        {page < last && (
          <li>
            <Link href={href(page + 1)} prefetch={false}>
              Next
            </Link>
          </li>
        )}
      </ul>
    </nav>
  )
}

function shownPages(page: number, last: number): number[] {
  return [...new Set([1, page - 1, page, page + 1, last])]
    .filter((shown) => shown >= 1 && shown <= last)
    .sort((a, b) => a - b)
}
