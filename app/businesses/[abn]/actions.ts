'use server'

import type { FormState } from '../../../components/ui/form/form-state.ts'
import { type PinBusinessInput, pinBusiness } from '../../../lib/domain/ram/businesses/pin-business.ts'
import { answerForm } from '../../support/answer-form.ts'
import { text } from '../../support/read-form.ts'

/** Pins a business to the top of the person's list, or takes the pin away. */
export async function pinAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const abn = text(form, 'abn')
    await pinBusiness(context, { abn, pinned: text(form, 'pinned') } as PinBusinessInput)
    return `/businesses/${encodeURIComponent(abn)}`
  })
}
