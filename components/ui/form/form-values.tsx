'use client'

import type { ReactNode } from 'react'
import type { ErrorText } from '../../../lib/core/errors/index.ts'
import { ErrorSummary } from './error-summary.tsx'
import { FormContext } from './form-context.tsx'
import { untouched } from './form-state.ts'

/** Gives the fields of a plain GET form what they show, and what is wrong with what was sent. */
export function FormValues({
  initial,
  error,
  children,
}: {
  initial: Readonly<Record<string, string>>
  error?: ErrorText
  children: ReactNode
}) {
  const state = { ...untouched, error }
  return (
    <FormContext value={{ state, initial }}>
      <ErrorSummary state={state} />
      {children}
    </FormContext>
  )
}
