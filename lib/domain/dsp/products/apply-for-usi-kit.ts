import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { actorOf } from '../../ram/acting/scene.ts'
import { abn, declaration, recordId, submissionId } from '../../ram/fields.ts'
import { message } from '../fields.ts'
import { usiKitMail } from '../mails/usi-kit-mail.ts'
import { changeRegisteredDsp } from '../scene.ts'
import { fileRequest } from '../support/file-request.ts'
import { findProduct } from './find-product.ts'

export const applyForUsiKitInput = z.object({
  submissionId,
  abn,
  productId: recordId,
  /** What the product does with USIs. */
  purpose: message,
  /** Test data only; nothing real is sent to a test environment. */
  declaration,
})
export type ApplyForUsiKitInput = z.input<typeof applyForUsiKitInput>

/**
 * The USI developer kit application: granted at once, with a mail that says where everything is.
 *
 * @throws MandateError `common.not-found`, `dsp.kit-not-needed`, `dsp.kit-granted`
 */
export async function applyForUsiKit(
  context: UseCaseContext,
  input: ApplyForUsiKitInput,
): Promise<{ productId: string }> {
  const { submissionId, abn, productId, purpose } = parseInput(applyForUsiKitInput, input)
  const change = { abn, submissionId, act: 'apply-for-usi-kit', need: 'manage' } as const
  return await changeRegisteredDsp(context, change, async (tools) => {
    const { tx, runtime, business, mine } = tools
    const product = await findProduct(tx, { abn, id: productId })
    const usesUsi = product.enrolments.some(({ service, status }) => service === 'USI' && status !== 'WITHDRAWN')
    if (!usesUsi) throw new MandateError('dsp.kit-not-needed')
    if (product.usiKitGrantedAt !== null) throw new MandateError('dsp.kit-granted')
    await tx.dspProduct.update({
      where: { id: productId },
      data: { usiKitGrantedAt: new Date(runtime.clock.now()) },
    })
    const named = `${product.name} ${product.productVersion}`
    await tools.record({
      category: 'SOFTWARE',
      act: 'usi-kit-granted',
      subject: { id: productId, name: named },
      details: {},
    })
    await fileRequest(tools, {
      kind: 'USI_KIT',
      status: 'RESOLVED',
      subject: `USI developer kit for ${named}`,
      email: mine.email,
      productId,
      author: actorOf(context.actor),
      text: purpose,
      answer: 'The application is granted. The kit is in the welcome pack, and its parts are in the mail.',
    })
    await tools.mail(usiKitMail(runtime.settings, business, product, mine.email))
    return { productId }
  })
}
