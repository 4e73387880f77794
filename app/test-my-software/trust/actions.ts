'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import type { Answer } from '../../../components/credentials/create/types.ts'
import { describeError, isMandateError } from '../../../lib/core/errors/index.ts'
import type { ExternalCredentialView } from '../../../lib/domain/mas/trust/external-credential.ts'
import { stopTrusting } from '../../../lib/domain/mas/trust/stop-trusting.ts'
import { type TrustKeystoreInput, trustKeystore } from '../../../lib/domain/mas/trust/trust-keystore.ts'
import { theRuntime } from '../../../lib/platform/runtime/runtime.ts'
import { text } from '../../support/read-form.ts'

const page = '/test-my-software/trust'

/** Trusts the certificates that the page read from a keystore file. Nobody signs in for tests, as with the command. */
export async function trustCertificates(input: TrustKeystoreInput): Promise<Answer<ExternalCredentialView[]>> {
  try {
    const value = await trustKeystore(theRuntime(), input)
    revalidatePath(page)
    return { value }
  } catch (error) {
    if (!isMandateError(error)) throw error
    return { error: describeError(error) }
  }
}

/** Stops trusting one of them; one that is gone already is no mistake of the person who presses the button. */
export async function removeTrust(form: FormData): Promise<void> {
  try {
    await stopTrusting(theRuntime(), { id: text(form, 'id') })
  } catch (error) {
    if (!isMandateError(error)) throw error
  }
  revalidatePath(page)
  redirect(`${page}?done=removed`)
}
