'use server'

import type { FormState } from '../../components/ui/form/form-state.ts'
import { updateMyName } from '../../lib/domain/ram/people/update-my-name.ts'
import { answerForm } from '../support/answer-form.ts'

/** Brings the person's authorisations up to the name of their Digital ID. */
export async function updateNameAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => `/me?changed=${(await updateMyName(context)).changed}`)
}
