import type { LinkCase } from '../../../../platform/store/generated/client.ts'
import { capacityOf, type EvidenceKind, evidenceKinds } from '../../../../policy/linking.ts'
import { typeLabel } from '../../../../policy/permissions/roles.ts'

/** A case as its person and the operators see it. Moments are ISO. */
export type LinkCaseView = {
  id: string
  abn: string
  businessName: string
  entityType: string
  givenNames: string
  familyName: string
  email: string
  capacity: string
  capacityLabel: string
  /** What the person becomes when it is approved. */
  typeLabel: string
  /** Strength of the Digital ID that they asked with. */
  strength: 'BASIC' | 'STANDARD' | 'STRONG'
  evidence: { kind: string; kindLabel: string; reference: string; note: string }[]
  status: LinkCase['status']
  statusLabel: string
  decidedByName: string | null
  decisionReason: string | null
  decidedAt: string | null
  createdAt: string
  version: number
}

export function toCaseView(row: LinkCase): LinkCaseView {
  const evidence = row.evidence as { kind: EvidenceKind; reference: string; note: string }[]
  return {
    id: row.id,
    abn: row.abn,
    businessName: row.businessName,
    entityType: row.entityType,
    givenNames: row.givenNames,
    familyName: row.familyName,
    email: row.email,
    capacity: row.capacity,
    capacityLabel: capacityOf(row.capacity)?.label ?? row.capacity,
    typeLabel: typeLabel({ type: row.type, isAdministrator: false }),
    strength: row.strength,
    evidence: evidence.map((item) => ({ ...item, kindLabel: evidenceKinds[item.kind] ?? item.kind })),
    status: row.status,
    statusLabel: statusLabels[row.status],
    decidedByName: row.decidedByName,
    decisionReason: row.decisionReason,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  }
}

const statusLabels: Record<LinkCase['status'], string> = {
  OPEN: 'Waiting for a decision',
  APPROVED: 'Approved',
  DECLINED: 'Declined',
  WITHDRAWN: 'Withdrawn',
}
