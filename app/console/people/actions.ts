'use server'

import type { FormState } from '../../../components/ui/form/form-state.ts'
import {
  type ChangePersonaInput,
  type CreatePersonaInput,
  changePersona,
  createPersona,
} from '../../../lib/domain/sandbox/people/personas.ts'
import { answerOpenForm } from '../../support/answer-form.ts'
import { dayFrom, text } from '../../support/read-form.ts'

/** Makes up a person who can sign in. */
export async function createPersonaAction(before: FormState, form: FormData): Promise<FormState> {
  return answerOpenForm(before, form, async (runtime) => {
    await createPersona(runtime, personaFrom(form))
    return '/console/people'
  })
}

/** Changes a made-up person. */
export async function changePersonaAction(before: FormState, form: FormData): Promise<FormState> {
  return answerOpenForm(before, form, async (runtime) => {
    await changePersona(runtime, personaFrom(form) as ChangePersonaInput)
    return '/console/people'
  })
}

function personaFrom(form: FormData): CreatePersonaInput {
  return {
    id: text(form, 'id'),
    givenNames: text(form, 'givenNames'),
    familyName: text(form, 'familyName'),
    birthDate: dayFrom(form, 'birthDate'),
    strength: text(form, 'strength') as CreatePersonaInput['strength'],
  }
}
