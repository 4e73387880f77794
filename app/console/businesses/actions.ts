'use server'

import type { FormState } from '../../../components/ui/form/form-state.ts'
import {
  addAssociate,
  changeBusiness,
  createBusiness,
  removeAssociate,
} from '../../../lib/domain/sandbox/businesses/businesses.ts'
import type { ChangeBusinessInput, CreateBusinessInput } from '../../../lib/domain/sandbox/businesses/fields.ts'
import { answerOpenForm } from '../../support/answer-form.ts'
import { text } from '../../support/read-form.ts'

/** Puts a business into the register. */
export async function createBusinessAction(before: FormState, form: FormData): Promise<FormState> {
  return answerOpenForm(before, form, async (runtime) => {
    const persona = text(form, 'persona')
    const { abn } = await createBusiness(runtime, {
      abn: text(form, 'abn'),
      name: text(form, 'name'),
      entityType: text(form, 'entityType'),
      state: text(form, 'state'),
      postcode: text(form, 'postcode'),
      associates: persona === '' ? [] : [{ persona }],
    } as CreateBusinessInput)
    return `/console/businesses/${abn}`
  })
}

/** Changes what the register says. */
export async function changeBusinessAction(before: FormState, form: FormData): Promise<FormState> {
  return answerOpenForm(before, form, async (runtime) => {
    const { abn } = await changeBusiness(runtime, {
      abn: text(form, 'abn'),
      name: text(form, 'name'),
      status: text(form, 'status') as ChangeBusinessInput['status'],
    })
    return `/console/businesses/${abn}`
  })
}

/** Adds an associate. */
export async function addAssociateAction(before: FormState, form: FormData): Promise<FormState> {
  return answerOpenForm(before, form, async (runtime) => {
    const person = { persona: text(form, 'persona'), role: text(form, 'role') }
    const { abn } = await addAssociate(runtime, { abn: text(form, 'abn'), ...person })
    return `/console/businesses/${abn}`
  })
}

/** Takes an associate out of the register. */
export async function removeAssociateAction(before: FormState, form: FormData): Promise<FormState> {
  return answerOpenForm(before, form, async (runtime) => {
    const { abn } = await removeAssociate(runtime, { abn: text(form, 'abn'), id: text(form, 'id') })
    return `/console/businesses/${abn}`
  })
}
