import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import { casesFor } from '../../../policy/dsp/cases/index.ts'
import { type EnrolmentStatus, enrolmentLabels } from '../../../policy/dsp/enrolment.ts'
import { type DspService, dspServices } from '../../../policy/dsp/products.ts'
import type { UseCaseContext } from '../../context.ts'
import { listTestData } from '../../evte/list-test-data.ts'
import { parseInput } from '../../parse-input.ts'
import { abn, recordId } from '../../ram/fields.ts'
import { commandOf, credentialCommand, fillIn, playCommand, testKitOf } from '../pack/test-kit.ts'
import { findProduct } from '../products/find-product.ts'
import { checkReadiness, type ReadinessItem } from '../products/readiness.ts'
import { enterRegisteredDsp } from '../scene.ts'
import { settleProduct } from './settle-product.ts'

export const service = z
  .string()
  .transform((text) => text.toUpperCase())
  .pipe(z.enum(dspServices, { error: 'Choose the environment.' }))

export const viewChecklistInput = z.object({ abn, productId: recordId, service })
export type ViewChecklistInput = z.input<typeof viewChecklistInput>

/** One case of the checklist. */
export type CheckedCase = {
  id: string
  title: string
  why: string
  steps: { text: string; command?: string }[]
  /** For a case that a person has to tell: the question. */
  told: string | null
  tick: { at: string; traceId: string | null; evidence: string; attestedBy: string | null } | null
}

export type ChecklistView = {
  business: { abn: string; name: string }
  product: { id: string; name: string; productVersion: string; code: string }
  service: DspService
  status: EnrolmentStatus
  statusLabel: string
  may: { support: boolean; manage: boolean }
  cases: CheckedCase[]
  /** Makes a test credential of the product, and plays with it what the kit can play, as an example. */
  playCommands: string[]
  readiness: ReadinessItem[]
  /** True when the tests can be finished now. */
  canFinish: boolean
}

/**
 * The checklist of a product in one environment, as far as its calls have ticked it up to now.
 *
 * @throws MandateError `common.not-found`
 */
export async function viewChecklist(context: UseCaseContext, input: ViewChecklistInput): Promise<ChecklistView> {
  const asked = parseInput(viewChecklistInput, input)
  const { business, may } = await enterRegisteredDsp(context, asked.abn)
  const { runtime } = context
  const { store, settings } = runtime
  await settleProduct(runtime, await findProduct(store, { abn: asked.abn, id: asked.productId }))
  const product = await findProduct(store, { abn: asked.abn, id: asked.productId })
  const enrolment = product.enrolments.find((one) => one.service === asked.service)
  if (enrolment === undefined) throw new MandateError('common.not-found')
  const ticks = await store.dspTick.findMany({ where: { productId: product.id, service: asked.service } })
  const data = settings.mode === 'sandbox' ? await listTestData({ settings, store }) : undefined
  const kit = testKitOf(settings, product, data)
  const services = product.enrolments.filter(({ status }) => status !== 'WITHDRAWN').map((one) => one.service)
  const readiness = await checkReadiness(store, product, services)
  const isReady = readiness.every(({ isMet }) => isMet)
  return {
    business: { abn: business.abn, name: business.name },
    product: {
      id: product.id,
      name: product.name,
      productVersion: product.productVersion,
      code: product.code,
    },
    service: asked.service,
    status: enrolment.status,
    statusLabel: enrolmentLabels[enrolment.status],
    may,
    cases: casesFor(asked.service, product.hosting).map(({ id, title, why, steps, sign }) => {
      const tick = ticks.find(({ caseId }) => caseId === id)
      return {
        id,
        title,
        why,
        steps: steps.map(({ text, command }) => ({
          text: fillIn(text, kit),
          ...(command !== undefined && { command: commandOf(command, kit) }),
        })),
        told: 'told' in sign ? sign.told : null,
        tick:
          tick === undefined
            ? null
            : {
                at: tick.at.toISOString(),
                traceId: tick.traceId,
                evidence: tick.evidence,
                attestedBy: tick.attestedBy,
              },
      }
    }),
    playCommands: [commandOf(credentialCommand, kit), playCommand(asked.service, product.hosting, kit)],
    readiness,
    canFinish: may.manage && isReady && enrolment.status === 'TESTED',
  }
}
