'use server'

import type { FormState } from '../../components/ui/form/form-state.ts'
import { invalidInput } from '../../lib/domain/parse-input.ts'
import { acceptTerms } from '../../lib/domain/ram/people/accept-terms.ts'
import { answerForm } from '../support/answer-form.ts'
import { text } from '../support/read-form.ts'
import { safePath } from '../support/safe-path.ts'

/** Accepts the terms and conditions, then goes on to where the person wanted to go. */
export async function acceptTermsAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    if (text(form, 'terms') !== 'yes') throw invalidInput({ terms: 'Tick the box if you accept the terms.' })
    await acceptTerms(context)
    return safePath(text(form, 'next'))
  })
}
