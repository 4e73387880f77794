'use server'

import type { FormState } from '../../../components/ui/form/form-state.ts'
import type { AddFaultInput } from '../../../lib/domain/sandbox/faults/fault.ts'
import { addFault, removeAllFaults } from '../../../lib/domain/sandbox/faults/faults.ts'
import { answerOpenForm } from '../../support/answer-form.ts'
import { text } from '../../support/read-form.ts'

/** Adds a fault on demand. */
export async function addFaultAction(before: FormState, form: FormData): Promise<FormState> {
  return answerOpenForm(before, form, async (runtime) => {
    await addFault(runtime, {
      service: text(form, 'service'),
      error: text(form, 'error'),
      delayMs: text(form, 'delayMs'),
      drop: text(form, 'drop'),
      credentialId: text(form, 'credentialId'),
      calls: text(form, 'calls'),
    } as AddFaultInput)
    return '/console/faults'
  })
}

/** Removes every fault. */
export async function removeFaultsAction(before: FormState, form: FormData): Promise<FormState> {
  return answerOpenForm(before, form, async (runtime) => {
    await removeAllFaults(runtime)
    return '/console/faults'
  })
}
