import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { Prisma } from '../../../platform/store/generated/client.ts'
import { casesFor } from '../../../policy/dsp/cases/index.ts'
import { afterEvent, enrolmentLabels } from '../../../policy/dsp/enrolment.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { actorOf } from '../../ram/acting/scene.ts'
import { abn, recordId, submissionId } from '../../ram/fields.ts'
import { verifiedMail } from '../mails/testing-mails.ts'
import { findProduct } from '../products/find-product.ts'
import { moveEnrolment } from '../products/move-enrolment.ts'
import { checkReadiness } from '../products/readiness.ts'
import { changeRegisteredDsp, enterRegisteredDsp } from '../scene.ts'
import { buildReport } from './build-report.ts'
import { measurePerformance } from './measure-performance.ts'
import { settleProduct, trafficOf } from './settle-product.ts'
import { service } from './view-checklist.ts'

export const finishTestsInput = z.object({ submissionId, abn, productId: recordId, service })
export type FinishTestsInput = z.input<typeof finishTestsInput>

/**
 * Finishes the tests of a product in one environment: every case is ticked and nothing that the process asks for is
 * missing. The product is verified from now on; its report is written and kept as it is.
 *
 * @throws MandateError `common.not-found`, `dsp.not-ready` with what is missing, `dsp.status-forbids`
 */
export async function finishTests(context: UseCaseContext, input: FinishTestsInput): Promise<{ productId: string }> {
  const { submissionId, abn, productId, service } = parseInput(finishTestsInput, input)
  const { runtime } = context
  await enterRegisteredDsp(context, abn, 'manage')
  await settleProduct(runtime, await findProduct(runtime.store, { abn, id: productId }))
  const author = actorOf(context.actor)
  const change = { abn, submissionId, act: 'finish-dsp-tests', need: 'manage' } as const
  return await changeRegisteredDsp(context, change, async (tools) => {
    const { tx, business, mine } = tools
    const product = await findProduct(tx, { abn, id: productId })
    const enrolment = product.enrolments.find((one) => one.service === service)
    if (enrolment === undefined) throw new MandateError('common.not-found')
    const { status } = enrolment
    if (status === 'VERIFIED' || status === 'WITHDRAWN') {
      throw new MandateError('dsp.status-forbids', { service, status: enrolmentLabels[status] })
    }
    const ticks = await tx.dspTick.findMany({ where: { productId, service } })
    const services = product.enrolments.filter((one) => one.status !== 'WITHDRAWN').map((one) => one.service)
    const missing = [
      ...(await checkReadiness(tx, product, services)).filter(({ isMet }) => !isMet).map(({ label }) => label),
      ...casesFor(service, product.hosting)
        .filter(({ id }) => !ticks.some(({ caseId }) => caseId === id))
        .map(({ title }) => title),
    ]
    if (missing.length > 0 || afterEvent(status, 'verify') === undefined) {
      throw new MandateError('dsp.not-ready', { missing: missing.join('; ') || 'the last cases' })
    }
    const report = buildReport({
      business,
      product,
      service,
      ticks,
      operations: await measurePerformance(tx, await trafficOf(tx, product)),
      finishedBy: author.name,
      at: runtime.clock.now(),
    })
    await moveEnrolment(tools, product, service, 'verify', { report: report as unknown as Prisma.InputJsonObject })
    const main = await tx.dspContact.findUnique({ where: { mainOf: abn } })
    for (const to of new Set([main?.email ?? mine.email, mine.email])) {
      await tools.mail(verifiedMail(runtime.settings, business, product, service, to))
    }
    return { productId }
  })
}
