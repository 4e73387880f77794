'use server'

import type { FormState } from '../../../../../../../components/ui/form/form-state.ts'
import { attestCase } from '../../../../../../../lib/domain/dsp/conformance/attest-case.ts'
import { finishTests } from '../../../../../../../lib/domain/dsp/conformance/finish-tests.ts'
import { answerForm } from '../../../../../../support/answer-form.ts'
import { text } from '../../../../../../support/read-form.ts'

/** Confirms a case that no service can see. */
export async function attestCaseAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const caseId = text(form, 'caseId')
    await attestCase(context, { ...keyOf(form), caseId, told: text(form, 'told') })
    return `${placeOf(form)}/tests/${encodeURIComponent(text(form, 'service'))}?done=told`
  })
}

/** Finishes the tests: the product is verified. */
export async function finishTestsAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    await finishTests(context, keyOf(form))
    return `${placeOf(form)}?done=verified`
  })
}

function keyOf(form: FormData) {
  return {
    submissionId: text(form, 'submissionId'),
    abn: text(form, 'abn'),
    productId: text(form, 'productId'),
    service: text(form, 'service'),
  }
}

function placeOf(form: FormData): string {
  return `/dsp/${encodeURIComponent(text(form, 'abn'))}/products/${encodeURIComponent(text(form, 'productId'))}`
}
