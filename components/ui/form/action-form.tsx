'use client'

import { type ReactNode, useActionState } from 'react'
import { ErrorSummary } from './error-summary.tsx'
import styles from './form.module.css'
import { FormContext } from './form-context.tsx'
import { type FormAction, untouched } from './form-state.ts'

/**
 * A form that a server action answers. It works without JavaScript; with it, the answer comes without leaving the page.
 * What was entered stays after a refusal, and the summary of what is wrong takes the focus.
 *
 * @param initial what the fields show at first, by name
 * @param submissionId sent with the form: sent twice, it acts once
 */
export function ActionForm({
  action,
  initial = {},
  submissionId,
  hidden = {},
  children,
}: {
  action: FormAction
  initial?: Readonly<Record<string, string | readonly string[]>>
  submissionId?: string
  hidden?: Readonly<Record<string, string>>
  children: ReactNode
}) {
  const [state, send] = useActionState(action, untouched)
  return (
    <FormContext value={{ state, initial }}>
      <form className={styles.form} action={send} noValidate>
        <ErrorSummary state={state} />
        {submissionId !== undefined && <input type="hidden" name="submissionId" value={submissionId} />}
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {children}
      </form>
    </FormContext>
  )
}
