import { z } from 'zod'
import { equalsText } from '../../../platform/store/text-filters.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { enterBusiness } from '../../ram/acting/scene.ts'
import { abn } from '../../ram/fields.ts'
import { credentialName } from '../fields.ts'
import { shownFields, shownStatus } from '../record/show-row.ts'
import { stateAt } from '../rules/lifecycle.ts'
import type { ShownCredentialStatus } from '../show/views.ts'

export const checkCredentialNameInput = z.object({ abn, name: credentialName })
export type CheckCredentialNameInput = z.input<typeof checkCredentialNameInput>

export type CheckedCredentialName = {
  /** As it will stand in the certificate. */
  name: string
  /** Credentials of this business that work under the same name: the new one shares their permissions. */
  sameName: { id: string; status: ShownCredentialStatus; validTo: string; createdByName: string }[]
  /** Names in use that differ only in capital letters. They do not share permissions. */
  similar: string[]
  /** The sentence to show before the credential is made; null when the name is free. */
  warning: string | null
}

/** Tells what a name would mean, before the credential is made. */
export async function checkCredentialName(
  context: UseCaseContext,
  input: CheckCredentialNameInput,
): Promise<CheckedCredentialName> {
  const { abn, name } = parseInput(checkCredentialNameInput, input)
  const scene = await enterBusiness(context, abn)
  scene.permit('create-credential')
  const rows = await context.runtime.store.credential.findMany({
    where: {
      abn,
      name: equalsText(name),
      status: { in: ['ACTIVE', 'SUSPENDED'] },
    },
    orderBy: { createdAt: 'desc' },
    take: 100,
    select: shownFields,
  })
  // The database compares with ILIKE, for which an underscore stands for any character.
  const working = rows.filter((row) => row.name.toLowerCase() === name.toLowerCase() && stateAt(row, scene.now).works)
  const same = working.filter((row) => row.name === name)
  const similar = [...new Set(working.filter((row) => row.name !== name).map((row) => row.name))]
  return {
    name,
    sameName: same.map((row) => ({
      id: row.id,
      status: shownStatus(stateAt(row, scene.now)),
      validTo: row.notAfter.toISOString(),
      createdByName: row.createdByName,
    })),
    similar,
    warning: warningOf(name, same.length, similar),
  }
}

function warningOf(name: string, same: number, similar: readonly string[]): string | null {
  if (same > 0) {
    return `The name "${name}" is already used by another credential of this business. The new one will share its permissions.`
  }
  if (similar.length === 0) return null
  return `This business has a credential with nearly the same name ("${similar.join('", "')}"). Capital and small letters count: the new one will not share its permissions.`
}
