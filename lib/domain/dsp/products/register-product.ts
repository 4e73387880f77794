import { z } from 'zod'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { abn, declaration, submissionId } from '../../ram/fields.ts'
import { changeRegisteredDsp } from '../scene.ts'
import { type EnteredEvte, enterEvte } from './enter-evte.ts'
import { productFields } from './product-input.ts'

export const registerProductInput = z.object({ submissionId, abn, ...productFields, declaration })
export type RegisterProductInput = z.input<typeof registerProductInput>

/**
 * "Register your product and enter EVTE". The welcome pack is in the mail when this returns.
 *
 * @throws MandateError `dsp.not-registered`, `dsp.main-contact-missing`, `dsp.product-exists`, and what `enterDsp` throws
 */
export async function registerProduct(context: UseCaseContext, input: RegisterProductInput): Promise<EnteredEvte> {
  const { submissionId, abn, declaration: _, ...facts } = parseInput(registerProductInput, input)
  const change = { abn, submissionId, act: 'register-dsp-product', need: 'manage' } as const
  return await changeRegisteredDsp(context, change, (tools) => enterEvte(tools, context.actor, facts, 'FORM'))
}
