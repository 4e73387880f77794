import type { Abn } from '../../../core/abn.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { type LockedBusiness, lockBusinesses } from '../../../platform/clock/lock-business.ts'
import type { CloudNotification } from '../../../platform/store/generated/client.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'
import { type Outcome, once } from '../../../platform/submissions.ts'
import type { Act } from '../../../policy/permissions/acts.ts'
import type { UseCaseContext } from '../../context.ts'
import { type ChangeTools, changeTools, noEffects, tellTheHouse } from '../acting/change-tools.ts'
import { actorOf, heldBy, refuseOver, type Scene, sceneOf } from '../acting/scene.ts'
import { type NotificationEvent, notificationMail } from '../mails/notification-mails.ts'
import { administratorEmails } from '../mails/recipients.ts'

/** The business that the person acts for, and the one on the other side; both locked. */
export type TwoSides = { scene: Scene & ChangeTools; other: ChangeTools }

/**
 * Changes something between two businesses that the person acts for one of: runs `work` once for the form, with both
 * locked, so that both histories tell it.
 *
 * @param other the other business; it may be one that nobody has linked
 * @throws MandateError why the person may not, or `ram.no-authorisation`
 */
export async function changeBetween<Result extends Outcome>(
  context: UseCaseContext,
  change: {
    abn: Abn
    other: { abn: Abn; name: string; entityType: string }
    submissionId: string
    act: string
    needs: Act
  },
  work: (sides: TwoSides) => Promise<Result>,
): Promise<Result> {
  const { runtime, actor } = context
  const { abn, other, submissionId, act, needs } = change
  let effects = noEffects()
  const result = await inTransaction(runtime.store, async (tx) => {
    effects = noEffects()
    const held = await tx.authorisation.findUnique({ where: { heldBy: heldBy(abn, actor.personId) } })
    if (held === null) throw new MandateError('ram.no-authorisation')
    await tx.business.createMany({
      data: { ...other, createdAt: new Date(runtime.clock.now()) },
      skipDuplicates: true,
    })
    const [mineLocked, otherLocked] = (await lockBusinesses(tx, runtime.clock, [abn, other.abn])) as [
      LockedBusiness,
      LockedBusiness,
    ]
    const key = { id: submissionId, personId: actor.personId, act, at: runtime.clock.now() }
    return await once(tx, key, async () => {
      const mine = await tx.authorisation.findUnique({ where: { heldBy: heldBy(abn, actor.personId) } })
      if (mine === null) throw new MandateError('ram.no-authorisation')
      const scene = refuseOver(sceneOf(actor, mineLocked, mine))
      scene.permit(needs)
      const tools = changeTools(tx, runtime, mineLocked, actorOf(actor), effects)
      return await work({
        scene: { ...scene, ...tools },
        other: changeTools(tx, runtime, otherLocked, actorOf(actor), effects),
      })
    })
  })
  tellTheHouse(runtime, [abn, other.abn], effects)
  return result
}

/** Tells both sides what happened to a notification: history, and a mail to those who look after the other side. */
export async function tellBothSides(
  { scene, other }: TwoSides,
  event: NotificationEvent,
  notification: CloudNotification,
  serviceName: string,
): Promise<void> {
  const sides = new Map([scene, other].map(({ abn, name }) => [abn as string, { abn, name }]))
  const client = sides.get(notification.clientAbn) ?? { abn: notification.clientAbn, name: notification.clientAbn }
  const provider = sides.get(notification.providerAbn) ?? {
    abn: notification.providerAbn,
    name: notification.providerAbn,
  }
  const { id, softwareId, startDate, endDate } = notification
  for (const tools of [scene, other]) {
    await tools.record({
      category: 'NOTIFICATION',
      act: `notification-${event}`,
      subject: { id, name: `${softwareId} (${tools.abn === client.abn ? provider.name : client.name})` },
      details: { client: client.name, provider: provider.name, softwareId, service: serviceName, startDate, endDate },
    })
  }
  for (const email of await administratorEmails(other)) {
    const named = { notification, client, provider, serviceName }
    await other.mail(notificationMail(other.runtime.settings, event, named, { abn: other.abn, email }))
  }
}
