import { z } from 'zod'
import type { Abn } from '../../../../core/abn.ts'
import { MandateError } from '../../../../core/errors/index.ts'
import type { UseCaseContext } from '../../../context.ts'
import { requireOperator } from '../../../desk/require-operator.ts'
import { parseInput } from '../../../parse-input.ts'
import { changeLocked } from '../../acting/change-business.ts'
import { sendNewCode } from '../../authorisations/requests/reissue-code.ts'
import { recordId, submissionId } from '../../fields.ts'

export const reissueLinkCodeInput = z.object({ submissionId, id: recordId })
export type ReissueLinkCodeInput = z.input<typeof reissueLinkCodeInput>

/** An operator sends a new code for an approved case whose code was lost or has lapsed. */
export async function reissueLinkCode(
  context: UseCaseContext,
  input: ReissueLinkCodeInput,
): Promise<{ id: string; email: string; codeExpiresAt: string }> {
  await requireOperator(context)
  const { id, submissionId } = parseInput(reissueLinkCodeInput, input)
  const linkCase = await context.runtime.store.linkCase.findUnique({ where: { id } })
  if (linkCase === null || linkCase.authorisationId === null) throw new MandateError('common.not-found')
  if (linkCase.personId === context.actor.personId) throw new MandateError('ram.case-own')
  const { authorisationId, email } = linkCase
  const change = { abn: linkCase.abn as Abn, submissionId, act: 'reissue-link-code' }
  return await changeLocked(context, change, async (tools) => {
    const row = await tools.tx.authorisation.findUniqueOrThrow({ where: { id: authorisationId } })
    const expiresAt = await sendNewCode(tools, row, context.actor)
    return { id, email, codeExpiresAt: new Date(expiresAt).toISOString() }
  })
}
