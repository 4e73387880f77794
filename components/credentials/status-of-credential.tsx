import type { ShownCredentialStatus } from '../../lib/domain/credentials/show/views.ts'
import { StatusBadge, type Tone } from '../ui/status-badge.tsx'

/** The status of a machine credential. */
export function StatusOfCredential({ row }: { row: { status: ShownCredentialStatus; statusLabel: string } }) {
  return <StatusBadge tone={tones[row.status]}>{row.statusLabel}</StatusBadge>
}

const tones: Record<ShownCredentialStatus, Tone> = {
  active: 'success',
  suspended: 'warning',
  revoked: 'error',
  expired: 'neutral',
}
