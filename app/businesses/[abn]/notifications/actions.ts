'use server'

import type { FormState } from '../../../../components/ui/form/form-state.ts'
import {
  type AcceptNotificationInput,
  acceptNotification,
} from '../../../../lib/domain/ram/notifications/accept-notification.ts'
import {
  type CreateNotificationInput,
  createNotification,
} from '../../../../lib/domain/ram/notifications/create-notification.ts'
import { declineNotification } from '../../../../lib/domain/ram/notifications/decline-notification.ts'
import { endNotification } from '../../../../lib/domain/ram/notifications/end-notification.ts'
import {
  type RequestNotificationInput,
  requestNotification,
} from '../../../../lib/domain/ram/notifications/request-notification.ts'
import { answerForm } from '../../../support/answer-form.ts'
import { dayFrom, text } from '../../../support/read-form.ts'

/** A business notifies government of its provider. */
export async function addAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    await createNotification(context, {
      ...notificationOf(form),
      providerAbn: text(form, 'otherAbn'),
    } as CreateNotificationInput)
    return `${placeOf(form)}?done=added`
  })
}

/** A provider asks a client. */
export async function requestAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    await requestNotification(context, {
      ...notificationOf(form),
      clientAbn: text(form, 'otherAbn'),
    } as RequestNotificationInput)
    return `${placeOf(form)}?side=clients&done=requested`
  })
}

/** The client accepts. */
export async function acceptAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    await acceptNotification(context, {
      ...recordOf(form),
      declaration: text(form, 'declaration'),
    } as AcceptNotificationInput)
    return `${placeOf(form)}?done=accepted`
  })
}

/** The client declines. */
export async function declineAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    await declineNotification(context, recordOf(form))
    return `${placeOf(form)}?done=declined`
  })
}

/** Either side ends it. */
export async function endAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    await endNotification(context, recordOf(form))
    return `${placeOf(form)}?done=ended`
  })
}

function notificationOf(form: FormData) {
  return {
    submissionId: text(form, 'submissionId'),
    abn: text(form, 'abn'),
    softwareIds: text(form, 'softwareIds')
      .split(/[\n,;]+/)
      .map((id) => id.trim())
      .filter((id) => id !== ''),
    serviceId: text(form, 'serviceId'),
    startDate: dayFrom(form, 'startDate'),
    endDate: dayFrom(form, 'endDate'),
    declaration: text(form, 'declaration'),
  }
}

function recordOf(form: FormData) {
  return { submissionId: text(form, 'submissionId'), abn: text(form, 'abn'), id: text(form, 'id') }
}

function placeOf(form: FormData): string {
  return `/businesses/${encodeURIComponent(text(form, 'abn'))}/notifications`
}
