import { z } from 'zod'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { enterBusiness } from '../../ram/acting/scene.ts'
import { abn } from '../../ram/fields.ts'
import { type ExternalCredentialView, showExternalCredential } from './external-credential.ts'

export const listExternalCredentialsInput = z.object({ abn })

/** The external credentials of one business, for its people. None in production. */
export async function listExternalCredentials(
  context: UseCaseContext,
  input: z.input<typeof listExternalCredentialsInput>,
): Promise<ExternalCredentialView[]> {
  const asked = parseInput(listExternalCredentialsInput, input)
  const { business, permit } = await enterBusiness(context, asked.abn)
  permit('list-credentials')
  const { settings, store } = context.runtime
  if (settings.mode !== 'sandbox') return []
  const rows = await store.externalCredential.findMany({
    where: { abn: asked.abn },
    orderBy: [{ name: 'asc' }, { addedAt: 'asc' }],
  })
  return rows.map((row) => showExternalCredential({ ...row, business }))
}

/** All that a sandbox trusts, for everybody who tests in it. None in production. */
export async function listTrusted(runtime: Runtime): Promise<ExternalCredentialView[]> {
  const { settings, store } = runtime
  if (settings.mode !== 'sandbox') return []
  const rows = await store.externalCredential.findMany({
    include: { business: { select: { name: true } } },
    orderBy: [{ abn: 'asc' }, { name: 'asc' }, { addedAt: 'asc' }],
  })
  return rows.map(showExternalCredential)
}
