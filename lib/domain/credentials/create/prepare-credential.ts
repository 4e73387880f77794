import { z } from 'zod'
import { validityFrom } from '../../../formats/pki/profile/validity.ts'
import { openAuthority } from '../../../platform/authority/open.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { enterBusiness } from '../../ram/acting/scene.ts'
import { abn, recordId } from '../../ram/fields.ts'
import { requireRegistered } from '../issue/registered.ts'
import { latestRevocation, requireRenewable } from '../issue/renewal.ts'
import { credentialNameRule } from '../rules/credential-name.ts'
import { createDeclaration } from '../rules/declarations.ts'

export const prepareCredentialInput = z.object({
  abn,
  /** The credential that is to be renewed, if this is a renewal. */
  renews: recordId.optional(),
})
export type PrepareCredentialInput = z.input<typeof prepareCredentialInput>

/** What the page that makes a credential needs to ask. */
export type PreparedCredential = {
  business: { abn: string; name: string }
  /** Fixed when this is a renewal; empty otherwise. */
  name: string
  nameRule: readonly string[]
  /** Names in use, for a hint; at most 50. */
  namesInUse: string[]
  declaration: string
  /** Until when the new credential would be valid, made now. */
  validTo: string
  today: string
  renews: { id: string; name: string; validTo: string; latestRevocation: string } | null
}

/**
 * Opens the page that makes or renews a credential. Refuses who may not, a business that must not get one, and what
 * cannot be renewed now.
 */
export async function prepareCredential(
  context: UseCaseContext,
  input: PrepareCredentialInput,
): Promise<PreparedCredential> {
  const { runtime } = context
  const asked = parseInput(prepareCredentialInput, input)
  const { profiles } = await openAuthority(runtime)
  const { store } = runtime
  const scene = await enterBusiness(context, asked.abn)
  scene.permit('create-credential')
  await requireRegistered(runtime, asked.abn)
  const previous =
    asked.renews === undefined ? null : await requireRenewable(store, { abn: asked.abn, id: asked.renews, time: scene })
  const names = await store.credential.findMany({
    where: { abn: asked.abn, status: { in: ['ACTIVE', 'SUSPENDED'] }, notAfter: { gt: new Date(scene.now) } },
    distinct: ['name'],
    orderBy: { name: 'asc' },
    take: 50,
    select: { name: true },
  })
  return {
    business: { abn: asked.abn, name: scene.business.name },
    name: previous?.name ?? '',
    nameRule: credentialNameRule.map(({ text }) => text),
    namesInUse: names.map(({ name }) => name),
    declaration: createDeclaration,
    validTo: new Date(validityFrom(scene.now, profiles.leaf).notAfter).toISOString(),
    today: scene.today,
    renews: previous && {
      id: previous.id,
      name: previous.name,
      validTo: previous.notAfter.toISOString(),
      latestRevocation: latestRevocation(previous),
    },
  }
}
