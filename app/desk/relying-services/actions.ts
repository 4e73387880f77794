'use server'

import type { FormState } from '../../../components/ui/form/form-state.ts'
import { removeRelyingService } from '../../../lib/domain/desk/relying-services/remove-relying-service.ts'
import { saveRelyingService } from '../../../lib/domain/desk/relying-services/save-relying-service.ts'
import type { SaveRelyingServiceInput } from '../../../lib/domain/desk/relying-services/service-input.ts'
import { answerForm } from '../../support/answer-form.ts'
import { all, text } from '../../support/read-form.ts'

/** An operator registers a relying service, or changes one. */
export async function saveRelyingServiceAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const version = text(form, 'version')
    await saveRelyingService(context, {
      submissionId: text(form, 'submissionId'),
      id: text(form, 'id'),
      version,
      name: text(form, 'name'),
      purpose: text(form, 'purpose'),
      redirectUris: text(form, 'redirectUris'),
      keys: text(form, 'keys'),
      scopes: all(form, 'scopes'),
      serviceIds: all(form, 'serviceIds'),
    } as SaveRelyingServiceInput)
    return `/desk/relying-services?done=${version === '0' ? 'registered' : 'changed'}`
  })
}

/** An operator takes a relying service away. */
export async function removeRelyingServiceAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    await removeRelyingService(context, {
      submissionId: text(form, 'submissionId'),
      id: text(form, 'id'),
      version: text(form, 'version'),
    })
    return '/desk/relying-services?done=removed'
  })
}
