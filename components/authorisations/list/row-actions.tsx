import type { AuthorisationAction, AuthorisationRow } from '../../../lib/domain/ram/views.ts'
import { Link } from '../../ui/link.tsx'
import { Hidden } from '../../ui/page/layout.tsx'
import { hrefOf } from '../act-page.tsx'
import styles from '../authorisations.module.css'
import { fullName } from '../status-of.tsx'

/**
 * What can be done with one authorisation of a list, of what the list offers.
 *
 * @param of whom or what a screen reader hears it is done to; the person's name where it is not given
 */
export function RowActions({
  row,
  actions,
  of = fullName(row),
}: {
  row: AuthorisationRow
  actions: readonly Exclude<AuthorisationAction, 'reissue-code'>[]
  of?: string
}) {
  return (
    <ul className={styles.actions}>
      {actions
        .filter((action) => row.actions.includes(action))
        .map((action) => (
          <li key={action}>
            <Link href={action === 'view' ? hrefOf(row) : `${hrefOf(row)}/${action}`}>
              {names[action]}
              <Hidden> {of}</Hidden>
            </Link>
          </li>
        ))}
    </ul>
  )
}

const names = { view: 'View', edit: 'Edit', renew: 'Renew', remove: 'Remove', 'change-email': 'Update email' }
