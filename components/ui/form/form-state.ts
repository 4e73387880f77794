import type { ErrorText } from '../../../lib/core/errors/index.ts'

/** What a form action answers when it could not do what was asked. Success is a redirect, never a state. */
export type FormState = {
  /** Counts up with every answer, so that the summary takes the focus again. */
  attempt: number
  error: (ErrorText & { reference?: string }) | undefined
  /** What the person entered, to be shown again. Never a secret. */
  values: Readonly<Record<string, readonly string[]>>
  /** When somebody else was faster: the version of the record to send in order to overrule them. */
  currentVersion?: number
  /** When a stronger identity is needed: where to sign in with one and come back. */
  signInAgain?: string
}

/** Before anything was sent. */
export const untouched: FormState = { attempt: 0, error: undefined, values: {} }

/** A server action of a form. */
export type FormAction = (state: FormState, form: FormData) => Promise<FormState>
