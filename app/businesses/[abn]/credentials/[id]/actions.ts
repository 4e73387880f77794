'use server'

import type { FormState } from '../../../../../components/ui/form/form-state.ts'
import {
  type ClaimCredentialInput,
  claimCredential,
} from '../../../../../lib/domain/credentials/care/claim-credential.ts'
import {
  type RevokeCredentialInput,
  revokeCredential,
} from '../../../../../lib/domain/credentials/revocation/revoke-credential.ts'
import { answerForm } from '../../../../support/answer-form.ts'
import { text } from '../../../../support/read-form.ts'

/** Revokes a credential, at once and for good. */
export async function revokeAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    await revokeCredential(context, {
      ...recordOf(form),
      reason: text(form, 'reason'),
      declaration: text(form, 'declaration'),
    } as RevokeCredentialInput)
    return `${placeOf(form)}?done=revoked`
  })
}

/** Takes over the care for a credential. */
export async function claimAction(before: FormState, form: FormData): Promise<FormState> {
  return answerForm(before, form, async (context) => {
    await claimCredential(context, {
      ...recordOf(form),
      declaration: text(form, 'declaration'),
    } as ClaimCredentialInput)
    return `${placeOf(form)}?done=claimed`
  })
}

function recordOf(form: FormData) {
  return {
    submissionId: text(form, 'submissionId'),
    abn: text(form, 'abn'),
    id: text(form, 'id'),
    version: text(form, 'version'),
  }
}

function placeOf(form: FormData): string {
  return `/businesses/${encodeURIComponent(text(form, 'abn'))}/credentials/${encodeURIComponent(text(form, 'id'))}`
}
