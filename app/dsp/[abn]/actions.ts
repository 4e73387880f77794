'use server'

import type { FormState } from '../../../components/ui/form/form-state.ts'
import { type AddContactInput, addContact } from '../../../lib/domain/dsp/contacts/add-contact.ts'
import { type EditContactInput, editContact } from '../../../lib/domain/dsp/contacts/edit-contact.ts'
import { removeContact } from '../../../lib/domain/dsp/contacts/remove-contact.ts'
import {
  type RegisterDeveloperInput,
  registerDeveloper,
} from '../../../lib/domain/dsp/organisations/register-developer.ts'
import { answerForm } from '../../support/answer-form.ts'
import { all, text } from '../../support/read-form.ts'

/** The SBR developer registration. */
export async function registerDeveloperAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    await registerDeveloper(context, {
      ...contactOf(form),
      developerKinds: all(form, 'developerKinds'),
      website: text(form, 'website'),
      declaration: text(form, 'declaration'),
    } as RegisterDeveloperInput)
    return `${homeOf(form)}?done=registered`
  })
}

/** The new contact registration. */
export async function addContactAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    await addContact(context, { ...contactOf(form), isMain: text(form, 'isMain') } as AddContactInput)
    return `${homeOf(form)}/contacts?done=added`
  })
}

/** Changes a contact. */
export async function editContactAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    await editContact(context, {
      ...contactOf(form),
      id: text(form, 'id'),
      version: text(form, 'version'),
      isMain: text(form, 'isMain'),
    } as EditContactInput)
    return `${homeOf(form)}/contacts?done=edited`
  })
}

/** Removes a contact. */
export async function removeContactAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    await removeContact(context, {
      submissionId: text(form, 'submissionId'),
      abn: text(form, 'abn'),
      id: text(form, 'id'),
    })
    return `${homeOf(form)}/contacts?done=removed`
  })
}

function contactOf(form: FormData) {
  return {
    submissionId: text(form, 'submissionId'),
    abn: text(form, 'abn'),
    givenNames: text(form, 'givenNames'),
    familyName: text(form, 'familyName'),
    email: text(form, 'email'),
    phone: text(form, 'phone'),
    position: text(form, 'position'),
  }
}

function homeOf(form: FormData): string {
  return `/dsp/${encodeURIComponent(text(form, 'abn'))}`
}
