import { z } from 'zod'
import { dspServices } from '../../../policy/dsp/products.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { abn, recordId, submissionId } from '../../ram/fields.ts'
import { changeRegisteredDsp } from '../scene.ts'
import { findProduct } from './find-product.ts'
import { moveEnrolment } from './move-enrolment.ts'

export const withdrawProductInput = z.object({
  submissionId,
  abn,
  id: recordId,
  service: z.enum(dspServices, { error: 'Choose the environment.' }),
})
export type WithdrawProductInput = z.input<typeof withdrawProductInput>

/**
 * Takes a product out of an environment for good.
 *
 * @throws MandateError `common.not-found`, `dsp.status-forbids` once it is verified
 */
export async function withdrawProduct(context: UseCaseContext, input: WithdrawProductInput): Promise<{ id: string }> {
  const { submissionId, abn, id, service } = parseInput(withdrawProductInput, input)
  const change = { abn, submissionId, act: 'withdraw-dsp-product', need: 'manage' } as const
  return await changeRegisteredDsp(context, change, async (tools) => {
    await moveEnrolment(tools, await findProduct(tools.tx, { abn, id }), service, 'withdraw')
    return { id }
  })
}
