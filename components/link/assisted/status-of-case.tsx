import type { LinkCaseView } from '../../../lib/domain/ram/linking/cases/link-case-view.ts'
import { StatusBadge, type Tone } from '../../ui/status-badge.tsx'

/** The status of a request for assisted linking. */
export function StatusOfCase({ row }: { row: Pick<LinkCaseView, 'status' | 'statusLabel'> }) {
  return <StatusBadge tone={tones[row.status]}>{row.statusLabel}</StatusBadge>
}

const tones: Record<LinkCaseView['status'], Tone> = {
  OPEN: 'warning',
  APPROVED: 'success',
  DECLINED: 'error',
  WITHDRAWN: 'neutral',
}
