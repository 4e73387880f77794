import { z } from 'zod'
import { businessName, dayText, idText, momentText, pageOf } from './common.ts'

const service = z.object({ id: z.string(), name: z.string(), agencyName: z.string() })

const notificationRow = z
  .object({
    id: idText,
    client: businessName,
    provider: businessName,
    softwareId: z.string(),
    serviceId: z.string(),
    serviceName: z.string(),
    agencyName: z.string(),
    status: z.enum(['PENDING', 'ACCEPTED', 'DECLINED', 'ENDED']),
    statusLabel: z.string(),
    requestedByProvider: z.boolean(),
    startDate: dayText,
    endDate: dayText.nullable(),
    version: z.number().int(),
    actions: z.array(z.enum(['accept', 'decline', 'end'])).describe('What the token can do with it now.'),
  })
  .meta({ id: 'NotificationRow' })

export const notification = notificationRow
  .extend({
    business: businessName,
    side: z.enum(['client', 'provider']).describe('What the business is in it.'),
    createdAt: momentText,
  })
  .meta({ id: 'Notification' })

export const notificationPage = pageOf(notificationRow)
  .extend({
    business: businessName,
    may: z.object({ manage: z.boolean(), request: z.boolean() }),
    services: z.array(service).describe('Services that a notification can be for.'),
    today: dayText,
  })
  .meta({ id: 'NotificationPage' })

export const notificationsAdded = z
  .object({ ids: z.array(idText).describe('One for each software ID.'), providerName: z.string() })
  .meta({ id: 'NotificationsAdded' })

export const notificationsRequested = z
  .object({ ids: z.array(idText).describe('One for each software ID.'), clientName: z.string() })
  .meta({ id: 'NotificationsRequested' })

export const notificationChanged = z
  .object({ id: idText, otherName: z.string().describe('Name of the other business.') })
  .meta({ id: 'NotificationChanged' })

export const foundBusinesses = z
  .object({ businesses: z.array(businessName), more: z.boolean().describe('There are more than these.') })
  .meta({ id: 'FoundBusinesses' })
