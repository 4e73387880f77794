import type { NotificationRow } from '../../lib/domain/ram/notifications/list-notifications.ts'
import { StatusBadge, type Tone } from '../ui/status-badge.tsx'

/** The status of a cloud software notification. */
export function StatusOfNotification({ row }: { row: Pick<NotificationRow, 'status' | 'statusLabel'> }) {
  return <StatusBadge tone={tones[row.status]}>{row.statusLabel}</StatusBadge>
}

const tones: Record<NotificationRow['status'], Tone> = {
  PENDING: 'warning',
  ACCEPTED: 'success',
  DECLINED: 'error',
  ENDED: 'neutral',
}
