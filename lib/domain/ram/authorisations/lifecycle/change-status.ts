import { MandateError } from '../../../../core/errors/index.ts'
import type { Authorisation, Prisma } from '../../../../platform/store/generated/client.ts'
import {
  canHappen,
  dueTransition,
  type LifecycleEvent,
  statusAt,
  transitions,
} from '../../../../policy/authorisations/lifecycle.ts'
import { statusLabel } from '../../../../policy/authorisations/statuses.ts'
import { permissionMatrix } from '../../../../policy/permissions/acts.ts'
import { roleOf } from '../../../../policy/permissions/roles.ts'
import type { ChangeTools } from '../../acting/change-tools.ts'

/** How the history names what happened. */
const historyActs: Record<LifecycleEvent, string> = {
  accepted: 'authorisation-accepted',
  started: 'authorisation-started',
  declined: 'authorisation-declined',
  'code-lapsed': 'code-lapsed',
  'code-reissued': 'code-reissued',
  ended: 'authorisation-expired',
  removed: 'authorisation-removed',
  'removed-by-holder': 'authorisation-removed-by-holder',
  overridden: 'authorisation-overridden',
  'no-longer-associate': 'authorisation-ended-by-register',
}

export type StatusChange = {
  authorisation: Authorisation
  /** Machine credentials that nobody looks after now. */
  credentialsUnassigned: number
}

/**
 * Moves an authorisation to the status that an event leads to, with its history entry; machine credentials of a holder
 * who may look after them no more become unassigned.
 *
 * @param extra other columns that the event changes
 * @param options.keepsCredentials the holder goes on with another authorisation that may look after them
 * @throws MandateError `ram.status-forbids` where the table of transitions does not have it
 */
export async function changeStatus(
  tools: ChangeTools,
  authorisation: Authorisation,
  event: LifecycleEvent,
  extra: Prisma.AuthorisationUncheckedUpdateInput = {},
  options: { keepsCredentials?: boolean; details?: { [name: string]: unknown } } = {},
): Promise<StatusChange> {
  const { tx, now, today } = tools
  const current = statusAt(authorisation, now, today)
  if (!canHappen(event, current) && dueTransition(authorisation, now, today) !== event) {
    throw new MandateError('ram.status-forbids', {
      status: statusLabel(current.status, current.inactiveReason).toLowerCase(),
    })
  }
  const { to, reason } = transitions[event]
  const over = to === 'INACTIVE'
  const byTime = event === 'started' || event === 'ended' || event === 'code-lapsed'
  const changed = await tx.authorisation.update({
    where: { id: authorisation.id },
    data: {
      status: to,
      inactiveReason: reason,
      ...(over ? { heldBy: null, endedAt: new Date(now) } : {}),
      // What time did is not somebody's edit: an editor's version stays good.
      ...(byTime ? {} : { version: { increment: 1 } }),
      ...extra,
    },
  })
  await tools.record({
    act: historyActs[event],
    subject: { id: authorisation.id, name: `${changed.givenNames} ${changed.familyName}` },
    details: { ...options.details, ...(byTime ? {} : { version: changed.version }) },
  })
  const looksAfter = permissionMatrix['claim-credential'].cells[roleOf(authorisation)] === 'yes'
  const held = authorisation.heldBy !== null
  const credentialsUnassigned =
    over && held && looksAfter && options.keepsCredentials !== true
      ? await tools.unassignCredentials(authorisation.id)
      : 0
  return { authorisation: changed, credentialsUnassigned }
}

/** Brings an authorisation up to the business's clock in the database, and returns it as it is now. */
export async function settleAuthorisation(tools: ChangeTools, authorisation: Authorisation): Promise<Authorisation> {
  const due = dueTransition(authorisation, tools.now, tools.today)
  if (due === undefined) return authorisation
  return (await changeStatus(tools.as('system'), authorisation, due)).authorisation
}
