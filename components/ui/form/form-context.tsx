'use client'

import { createContext, useContext } from 'react'
import { type FormState, untouched } from './form-state.ts'

/** What the fields of a form need to know of it. */
export const FormContext = createContext<{
  state: FormState
  initial: Readonly<Record<string, string | readonly string[]>>
}>({
  state: untouched,
  initial: {},
})

/** What a field shows: the message about it, and what was entered or is known already. */
export function useField(name: string): { message: string | undefined; values: readonly string[] } {
  const { state, initial } = useContext(FormContext)
  const known = initial[name]
  const values = state.attempt > 0 ? (state.values[name] ?? []) : known === undefined ? [] : [known].flat()
  return { message: messageAbout(name, state), values }
}

/**
 * The same, with what the design system's fields need of it. The id of a field is its name, so that the error summary can
 * lead to it.
 */
export function useLabelledField({ name, label, hint, optional = false }: LabelledField) {
  const { message, values } = useField(name)
  const props = { id: name, name, label, hint, required: !optional, invalid: message !== undefined, message }
  return { props, values }
}

/** What every field says of itself. */
export type LabelledField = { name: string; label: string; hint?: string; optional?: boolean }

/** The message about a field, or about one of several answers in it (`softwareIds.1`). */
function messageAbout(name: string, { error }: FormState): string | undefined {
  if (error === undefined) return undefined
  const about = Object.keys(error.fields).find((field) => field === name || field.startsWith(`${name}.`))
  return about === undefined ? undefined : error.fields[about]
}

/** Why the form was refused, for parts of it that appear only then. */
export function useFormError(): FormState['error'] {
  return useContext(FormContext).state.error
}
