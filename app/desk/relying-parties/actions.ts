'use server'

import type { FormState } from '../../../components/ui/form/form-state.ts'
import type { SaveRelyingPartyInput } from '../../../lib/domain/desk/relying-parties/party-input.ts'
import { removeRelyingParty } from '../../../lib/domain/desk/relying-parties/remove-relying-party.ts'
import { saveRelyingParty } from '../../../lib/domain/desk/relying-parties/save-relying-party.ts'
import { answerForm } from '../../support/answer-form.ts'
import { all, text } from '../../support/read-form.ts'

/** An operator registers a relying party, or changes one. */
export async function saveRelyingPartyAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const version = text(form, 'version')
    await saveRelyingParty(context, {
      submissionId: text(form, 'submissionId'),
      id: text(form, 'id'),
      version,
      name: text(form, 'name'),
      addresses: text(form, 'addresses'),
      certificate: text(form, 'certificate'),
      keyTypes: all(form, 'keyTypes'),
      defaultMinutes: text(form, 'defaultMinutes'),
      maximumMinutes: text(form, 'maximumMinutes'),
      serviceId: text(form, 'serviceId'),
    } as SaveRelyingPartyInput)
    return `/desk/relying-parties?done=${version === '0' ? 'registered' : 'changed'}`
  })
}

/** An operator takes a relying party away. */
export async function removeRelyingPartyAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    await removeRelyingParty(context, {
      submissionId: text(form, 'submissionId'),
      id: text(form, 'id'),
      version: text(form, 'version'),
    })
    return '/desk/relying-parties?done=removed'
  })
}
