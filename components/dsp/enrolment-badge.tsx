import type { ProductSummary } from '../../lib/domain/dsp/organisations/view-organisation.ts'
import { StatusBadge, type Tone } from '../ui/status-badge.tsx'
import styles from './dsp.module.css'

type Enrolment = ProductSummary['enrolments'][number]

const tones: Record<Enrolment['status'], Tone> = {
  REGISTERED: 'neutral',
  PACK_SENT: 'info',
  TESTING: 'warning',
  TESTED: 'info',
  VERIFIED: 'success',
  WITHDRAWN: 'neutral',
}

/** Where a product is in one environment. */
export function EnrolmentBadge({ enrolment }: { enrolment: Enrolment }) {
  return <StatusBadge tone={tones[enrolment.status]}>{enrolment.statusLabel}</StatusBadge>
}

/** All environments of a product, for a cell of a table. */
export function EnrolmentBadges({ enrolments }: { enrolments: readonly Enrolment[] }) {
  return (
    <ul className={styles.badges}>
      {enrolments.map((enrolment) => (
        <li key={enrolment.service}>
          <StatusBadge tone={tones[enrolment.status]}>
            {enrolment.service}: {enrolment.statusLabel}
          </StatusBadge>
        </li>
      ))}
    </ul>
  )
}
