import type { AccessView } from '../../lib/domain/ram/views.ts'
import styles from './authorisations.module.css'

/** What an authorisation reaches, agency by agency; agencies without access are left out. */
export function AccessList({ access }: { access: readonly AccessView[] }) {
  const reached = access.filter(({ level }) => level !== 'NONE')
  if (reached.length === 0) return <p>No access to any service.</p>
  return (
    <ul className={styles.accessList}>
      {reached.map(({ agencyId, agencyName, levelLabel, services }) => (
        <li key={agencyId}>
          <strong>{agencyName}</strong>: {levelLabel}
          <span className={styles.reach}>
            {services
              .filter(({ included }) => included)
              .map(({ name }) => name)
              .join('; ')}
          </span>
        </li>
      ))}
    </ul>
  )
}
