import { type Day, daysBetween } from '../../../../core/calendar-day.ts'
import type { Authorisation, Prisma } from '../../../../platform/store/generated/client.ts'
import { renewalOf } from '../../../../policy/authorisations/dates.ts'
import { editableIn } from '../../../../policy/authorisations/editing.ts'
import { canHappen, statusAt } from '../../../../policy/authorisations/lifecycle.ts'
import { type AuthorisationStatus, statusLabel } from '../../../../policy/authorisations/statuses.ts'
import { decide } from '../../../../policy/permissions/decide.ts'
import { typeLabel } from '../../../../policy/permissions/roles.ts'
import { type Scene, targetOf } from '../../acting/scene.ts'
import type { AuthorisationAction, AuthorisationRow } from '../../views.ts'

/** An authorisation as the person of the scene sees it in a list. */
export function toRow(row: Authorisation, scene: Scene): AuthorisationRow {
  const { status, inactiveReason } = statusAt(row, scene.now, scene.today)
  const endDate = row.endDate as Day | null
  return {
    id: row.id,
    abn: row.abn,
    givenNames: row.givenNames,
    familyName: row.familyName,
    email: row.email,
    type: row.type,
    typeLabel: typeLabel(row),
    isAdministrator: row.isAdministrator,
    isMachineCredentialAdministrator: row.isMachineCredentialAdministrator,
    status,
    inactiveReason,
    statusLabel: statusLabel(status, inactiveReason),
    startDate: row.startDate as Day,
    endDate,
    daysLeft: endDate === null || status === 'INACTIVE' ? null : daysBetween(scene.today, endDate),
    isMine: row.id === scene.mine.id,
    actions: actionsFor(row, scene),
  }
}

/** What the person of the scene may do with an authorisation now: the matrix and the status both allow it. */
export function actionsFor(row: Authorisation, scene: Scene): AuthorisationAction[] {
  const current = statusAt(row, scene.now, scene.today)
  const own = row.id === scene.mine.id
  const possible: Record<AuthorisationAction, boolean> = {
    view: true,
    edit: editableIn[current.status].length > 0,
    renew: current.status === 'ACTIVE' && renewalOf(row.type, row.endDate as Day | null, scene.today).open,
    remove: canHappen(own ? 'removed-by-holder' : 'removed', current),
    'reissue-code': canHappen('code-reissued', current),
    'change-email': current.status === 'ACTIVE' || current.status === 'ACCEPTED',
  }
  return (Object.keys(possible) as AuthorisationAction[]).filter(
    (action) => possible[action] && allowed(action, row, scene),
  )
}

/** Fields of an authorisation that the person of the scene may edit now. */
export function editableFor(row: Authorisation, scene: Scene) {
  if (!allowed('edit', row, scene)) return []
  const fields = editableIn[statusAt(row, scene.now, scene.today).status]
  return row.type === 'BASIC'
    ? fields.filter((field) => field !== 'isAdministrator' && field !== 'isMachineCredentialAdministrator')
    : [...fields]
}

/** Rows that have a status at the business's moment, whether or not the database has been brought up to it. */
export function whereStatus(
  status: AuthorisationStatus,
  { now, today }: Pick<Scene, 'now' | 'today'>,
): Prisma.AuthorisationWhereInput {
  const at = new Date(now)
  const notOver: Prisma.AuthorisationWhereInput = { OR: [{ endDate: null }, { endDate: { gte: today } }] }
  switch (status) {
    case 'PENDING':
      return { status, codeExpiresAt: { gt: at } }
    case 'ACCEPTED':
      return { status, startDate: { gt: today }, ...notOver }
    case 'ACTIVE':
      return { AND: [notOver, { OR: [{ status }, { status: 'ACCEPTED', startDate: { lte: today } }] }] }
    case 'INACTIVE':
      return {
        OR: [
          { status },
          { status: 'PENDING', codeExpiresAt: { lte: at } },
          { status: { in: ['ACCEPTED', 'ACTIVE'] }, endDate: { lt: today } },
        ],
      }
  }
}

const actOf = {
  view: 'view-authorisation',
  edit: 'edit-authorisation',
  renew: 'renew-authorisation',
  remove: 'remove-authorisation',
  'reissue-code': 'reissue-code',
  'change-email': 'change-email',
} as const

function allowed(action: AuthorisationAction, row: Authorisation, scene: Scene): boolean {
  return decide(actOf[action], scene.askerFor(targetOf(row, scene.mine)), targetOf(row, scene.mine)).allowed
}
