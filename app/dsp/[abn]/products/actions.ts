'use server'

import type { FormState } from '../../../../components/ui/form/form-state.ts'
import { applyForUsiKit } from '../../../../lib/domain/dsp/products/apply-for-usi-kit.ts'
import { receiveMail } from '../../../../lib/domain/dsp/products/receive-mail.ts'
import { type RegisterProductInput, registerProduct } from '../../../../lib/domain/dsp/products/register-product.ts'
import { type WithdrawProductInput, withdrawProduct } from '../../../../lib/domain/dsp/products/withdraw-product.ts'
import { answerForm } from '../../../support/answer-form.ts'
import { all, text } from '../../../support/read-form.ts'

/** "Register your product and enter EVTE". */
export async function registerProductAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const { productId } = await registerProduct(context, {
      ...keyOf(form),
      name: text(form, 'name'),
      productVersion: text(form, 'productVersion'),
      hosting: text(form, 'hosting'),
      services: all(form, 'services'),
      audience: text(form, 'audience'),
      declaration: text(form, 'declaration'),
    } as RegisterProductInput)
    return `${placeOf(form)}/${productId}?done=registered`
  })
}

/** The way by mail. */
export async function receiveMailAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const mail = { ...keyOf(form), subject: text(form, 'subject'), text: text(form, 'text') }
    const { productId, requestId } = await receiveMail(context, mail)
    if (productId !== null) return `${placeOf(form)}/${productId}?done=registered`
    return `/dsp/${encodeURIComponent(text(form, 'abn'))}/support/${requestId}?done=sent`
  })
}

/** The USI developer kit application. */
export async function applyForUsiKitAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const { productId } = await applyForUsiKit(context, {
      ...keyOf(form),
      productId: text(form, 'productId'),
      purpose: text(form, 'purpose'),
      declaration: text(form, 'declaration') as 'yes',
    })
    return `${placeOf(form)}/${productId}?done=kit`
  })
}

/** Takes a product out of an environment. */
export async function withdrawProductAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    const { id } = await withdrawProduct(context, {
      ...keyOf(form),
      id: text(form, 'id'),
      service: text(form, 'service'),
    } as WithdrawProductInput)
    return `${placeOf(form)}/${id}?done=withdrawn`
  })
}

function keyOf(form: FormData) {
  return { submissionId: text(form, 'submissionId'), abn: text(form, 'abn') }
}

function placeOf(form: FormData): string {
  return `/dsp/${encodeURIComponent(text(form, 'abn'))}/products`
}
