import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import { casesFor } from '../../../policy/dsp/cases/index.ts'
import { enrolmentLabels, isInTests } from '../../../policy/dsp/enrolment.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { actorOf } from '../../ram/acting/scene.ts'
import { abn, recordId, submissionId } from '../../ram/fields.ts'
import { message } from '../fields.ts'
import { findProduct } from '../products/find-product.ts'
import { changeRegisteredDsp } from '../scene.ts'
import { passIfAllTicked } from './settle-product.ts'
import { service } from './view-checklist.ts'

export const attestCaseInput = z.object({
  submissionId,
  abn,
  productId: recordId,
  service,
  caseId: z.string().max(60),
  /** What the software did, in the person's words; it is part of the report. */
  told: message,
})
export type AttestCaseInput = z.input<typeof attestCaseInput>

/**
 * Confirms a case that no service can see, such as a wrong password: who says so, and what the software did.
 *
 * @throws MandateError `common.not-found`, `dsp.not-for-attestation`, `dsp.status-forbids`
 */
export async function attestCase(context: UseCaseContext, input: AttestCaseInput): Promise<{ caseId: string }> {
  const { submissionId, abn, productId, service, caseId, told } = parseInput(attestCaseInput, input)
  const author = actorOf(context.actor)
  const change = { abn, submissionId, act: 'attest-dsp-case', need: 'manage' } as const
  return await changeRegisteredDsp(context, change, async (tools) => {
    const { tx, runtime } = tools
    const product = await findProduct(tx, { abn, id: productId })
    const enrolment = product.enrolments.find((one) => one.service === service)
    const found = casesFor(service, product.hosting).find(({ id }) => id === caseId)
    if (enrolment === undefined || found === undefined) throw new MandateError('common.not-found')
    if (!('told' in found.sign)) throw new MandateError('dsp.not-for-attestation')
    if (!isInTests(enrolment.status)) {
      throw new MandateError('dsp.status-forbids', { service, status: enrolmentLabels[enrolment.status] })
    }
    const fields = {
      at: new Date(runtime.clock.now()),
      evidence: told,
      attestedById: author.id,
      attestedBy: author.name,
    }
    const key = { productId, service, caseId }
    await tx.dspTick.upsert({
      where: { productId_service_caseId: key },
      create: { ...key, ...fields },
      update: fields,
    })
    await tools.record({
      category: 'SOFTWARE',
      act: 'dsp-case-attested',
      subject: { id: productId, name: `${product.name} ${product.productVersion}` },
      details: { environment: service, conformanceCase: found.title },
    })
    await passIfAllTicked(tools, product, service)
    return { caseId }
  })
}
