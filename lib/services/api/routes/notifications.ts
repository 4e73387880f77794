import { acceptNotification, acceptNotificationInput } from '../../../domain/ram/notifications/accept-notification.ts'
import { createNotification, createNotificationInput } from '../../../domain/ram/notifications/create-notification.ts'
import {
  declineNotification,
  declineNotificationInput,
} from '../../../domain/ram/notifications/decline-notification.ts'
import { endNotification, endNotificationInput } from '../../../domain/ram/notifications/end-notification.ts'
import { findBusiness, findBusinessInput } from '../../../domain/ram/notifications/find-business.ts'
import { listNotifications, listNotificationsInput } from '../../../domain/ram/notifications/list-notifications.ts'
import {
  requestNotification,
  requestNotificationInput,
} from '../../../domain/ram/notifications/request-notification.ts'
import { viewNotification, viewNotificationInput } from '../../../domain/ram/notifications/view-notification.ts'
import {
  foundBusinesses,
  notification,
  notificationChanged,
  notificationPage,
  notificationsAdded,
  notificationsRequested,
} from '../answers/notification.ts'
import { type Area, route } from '../route.ts'

const collection = '/businesses/{abn}/notifications'
const one = `${collection}/{id}` as const

export const notificationRoutes: Area = {
  name: 'Cloud software notifications',
  about: 'Which provider’s cloud software may act for which client, at which service.',
  routes: [
    route({
      method: 'GET',
      path: collection,
      id: 'listNotifications',
      summary: 'List notifications',
      description: 'With side=providers whom the business notified, with side=clients who notified the business.',
      right: 'notifications:read',
      input: listNotificationsInput,
      answer: notificationPage,
      call: listNotifications,
    }),
    route({
      method: 'GET',
      path: `${collection}/businesses`,
      id: 'findBusiness',
      summary: 'Find a provider or client in the business register',
      right: 'notifications:write',
      input: findBusinessInput,
      answer: foundBusinesses,
      call: findBusiness,
    }),
    route({
      method: 'POST',
      path: collection,
      id: 'createNotification',
      summary: 'Notify a provider',
      description: 'As a client; it is in force at once.',
      status: 201,
      right: 'notifications:write',
      input: createNotificationInput,
      answer: notificationsAdded,
      call: createNotification,
    }),
    route({
      method: 'POST',
      path: `${collection}/requests`,
      id: 'requestNotification',
      summary: 'Request a notification from a client',
      description: 'As a provider; the client accepts or declines it.',
      status: 201,
      right: 'notifications:write',
      input: requestNotificationInput,
      answer: notificationsRequested,
      call: requestNotification,
    }),
    route({
      method: 'GET',
      path: one,
      id: 'viewNotification',
      summary: 'See one notification',
      right: 'notifications:read',
      input: viewNotificationInput,
      answer: notification,
      call: viewNotification,
    }),
    route({
      method: 'POST',
      path: `${one}/acceptance`,
      id: 'acceptNotification',
      summary: 'Accept a request',
      right: 'notifications:write',
      input: acceptNotificationInput,
      answer: notificationChanged,
      call: acceptNotification,
    }),
    route({
      method: 'POST',
      path: `${one}/refusal`,
      id: 'declineNotification',
      summary: 'Decline a request',
      right: 'notifications:write',
      input: declineNotificationInput,
      answer: notificationChanged,
      call: declineNotification,
    }),
    route({
      method: 'DELETE',
      path: one,
      id: 'endNotification',
      summary: 'End a notification',
      description: 'At once; either side may.',
      right: 'notifications:write',
      input: endNotificationInput,
      answer: notificationChanged,
      call: endNotification,
    }),
  ],
}
