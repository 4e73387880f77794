import type { Abn } from '../../../core/abn.ts'
import { type Day, formatDay } from '../../../core/calendar-day.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { uuid } from '../../../core/random.ts'
import type { SoftwareId } from '../../../core/software-id.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { invalidInput } from '../../parse-input.ts'
import type { ChangeTools } from '../acting/change-tools.ts'
import { openRegister, type RegisteredBusiness } from '../businesses/register/register.ts'
import { type TwoSides, tellBothSides } from './change-notification.ts'
import { notifiableServices } from './find-notification.ts'

export type NewNotifications = {
  clientAbn: Abn
  providerAbn: Abn
  softwareIds: readonly SoftwareId[]
  serviceId: string
  startDate: Day
  endDate: Day | undefined
  requestedByProvider: boolean
}

/**
 * The business on the other side, as the register has it.
 *
 * @throws MandateError `ram.business-unknown`, `ram.abn-cancelled`, `ram.same-business`
 */
export async function otherBusiness(
  runtime: Runtime,
  mine: Abn,
  other: Abn,
  field: string,
): Promise<RegisteredBusiness> {
  if (mine === other)
    throw new MandateError('ram.same-business', {}, { fields: { [field]: 'This is your own business.' } })
  const found = await openRegister(runtime).findBusiness(other)
  if (found === undefined) {
    throw new MandateError(
      'ram.business-unknown',
      { abn: other },
      { fields: { [field]: 'The register has no such ABN.' } },
    )
  }
  if (found.status === 'CANCELLED') {
    throw new MandateError('ram.abn-cancelled', { abn: other }, { fields: { [field]: 'This ABN is cancelled.' } })
  }
  return found
}

/** Writes one notification for each software ID, in force at once or waiting for the client. */
export async function addNotifications(sides: TwoSides, asked: NewNotifications): Promise<string[]> {
  const { tx, runtime, today, now } = sides.scene
  const { softwareIds, serviceId, startDate, endDate, requestedByProvider, clientAbn, providerAbn } = asked
  judgeDates(startDate, endDate, today)
  const service = (await notifiableServices(tx)).find(({ id }) => id === serviceId)
  if (service === undefined) {
    throw new MandateError('ram.service-unknown', {}, { fields: { serviceId: 'Choose a service from the list.' } })
  }
  const ids: string[] = []
  for (const softwareId of softwareIds) {
    await refuseOverlap(sides.scene, asked, softwareId)
    const notification = await tx.cloudNotification.create({
      data: {
        id: uuid(runtime.random),
        clientAbn,
        providerAbn,
        softwareId,
        serviceId,
        status: requestedByProvider ? 'PENDING' : 'ACCEPTED',
        requestedByProvider,
        startDate,
        endDate: endDate ?? null,
        createdAt: new Date(now),
        decidedAt: requestedByProvider ? null : new Date(now),
      },
    })
    ids.push(notification.id)
    await tellBothSides(sides, requestedByProvider ? 'requested' : 'added', notification, service.name)
  }
  return ids
}

function judgeDates(startDate: Day, endDate: Day | undefined, today: Day): void {
  const problems: Record<string, string> = {}
  if (startDate < today) problems.startDate = `Choose today (${formatDay(today)}) or a later day.`
  if (endDate !== undefined && endDate < startDate) {
    problems.endDate = 'Choose an end date that is not before the start date.'
  }
  if (Object.keys(problems).length > 0) throw invalidInput(problems)
}

async function refuseOverlap(
  { tx, today }: ChangeTools,
  asked: NewNotifications,
  softwareId: SoftwareId,
): Promise<void> {
  const { clientAbn, providerAbn, serviceId, startDate, endDate } = asked
  const overlapping = await tx.cloudNotification.findFirst({
    where: {
      clientAbn,
      providerAbn,
      softwareId,
      serviceId,
      status: { in: ['PENDING', 'ACCEPTED'] },
      startDate: endDate === undefined ? undefined : { lte: endDate },
      OR: [{ endDate: null }, { endDate: { gte: startDate > today ? startDate : today } }],
    },
  })
  if (overlapping !== null) throw new MandateError('ram.notification-exists', { softwareId })
}
