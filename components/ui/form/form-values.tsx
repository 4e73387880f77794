'use client'

import type { ReactNode } from 'react'
import { FormContext } from './form-context.tsx'
import { untouched } from './form-state.ts'

/** Gives the fields of a plain GET form what they show. */
export function FormValues({ initial, children }: { initial: Readonly<Record<string, string>>; children: ReactNode }) {
  return <FormContext value={{ state: untouched, initial }}>{children}</FormContext>
}
