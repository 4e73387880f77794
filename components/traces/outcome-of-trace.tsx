import type { TraceSummary } from '../../lib/domain/mas/trace/trace-view.ts'
import { StatusBadge } from '../ui/status-badge.tsx'
import styles from './traces.module.css'

/** Whether a request was accepted; a refused one with its reason. */
export function OutcomeOfTrace({ trace }: { trace: Pick<TraceSummary, 'accepted' | 'refusal'> }) {
  const { accepted, refusal } = trace
  if (accepted) return <StatusBadge tone="success">Accepted</StatusBadge>
  return (
    <div>
      <StatusBadge tone="error">Refused</StatusBadge>
      {refusal !== null && (
        <p className={styles.reason}>
          {refusal.title}
          {refusal.event !== null && ` (${refusal.event})`}
        </p>
      )}
    </div>
  )
}
