'use server'

import type { FormState } from '../../../components/ui/form/form-state.ts'
import { invalidInput } from '../../../lib/domain/parse-input.ts'
import { deleteSnapshot } from '../../../lib/domain/sandbox/snapshots/delete-snapshot.ts'
import { resetWorld } from '../../../lib/domain/sandbox/snapshots/reset-world.ts'
import { restoreSnapshot } from '../../../lib/domain/sandbox/snapshots/restore-snapshot.ts'
import { takeSnapshot } from '../../../lib/domain/sandbox/snapshots/take-snapshot.ts'
import { answerOpenForm } from '../../support/answer-form.ts'
import { text } from '../../support/read-form.ts'

/** Keeps the world as it is now. */
export async function takeSnapshotAction(before: FormState, form: FormData): Promise<FormState> {
  return answerOpenForm(before, form, async (runtime) => {
    await takeSnapshot(runtime, { name: text(form, 'name') })
    return '/console/snapshots'
  })
}

/** Restores or deletes a snapshot, by the button that was pressed. */
export async function actOnSnapshotAction(before: FormState, form: FormData): Promise<FormState> {
  return answerOpenForm(before, form, async (runtime) => {
    const name = text(form, 'name')
    if (text(form, 'act') === 'restore') await restoreSnapshot(runtime, { name })
    else if (text(form, 'act') === 'delete') await deleteSnapshot(runtime, { name })
    return '/console/snapshots'
  })
}

/** Makes the sandbox new. */
export async function resetAction(before: FormState, form: FormData): Promise<FormState> {
  return answerOpenForm(before, form, async (runtime) => {
    if (text(form, 'sure') !== 'yes') throw invalidInput({ sure: 'Tick the box if you are sure.' })
    const { seedWorld } = await import('../../../prisma/seed/index.ts')
    await resetWorld(runtime, (tx) => seedWorld(tx, runtime))
    return '/console/snapshots'
  })
}
