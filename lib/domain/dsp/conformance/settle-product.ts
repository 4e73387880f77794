import type { Abn } from '../../../core/abn.ts'
import { lockBusiness } from '../../../platform/clock/lock-business.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { Prisma } from '../../../platform/store/generated/client.ts'
import type { Store, Transaction } from '../../../platform/store/open.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'
import { casesFor } from '../../../policy/dsp/cases/index.ts'
import { afterEvent, isInTests } from '../../../policy/dsp/enrolment.ts'
import type { DspService } from '../../../policy/dsp/products.ts'
import { type ChangeTools, changeTools, noEffects, tellTheHouse } from '../../ram/acting/change-tools.ts'
import { allCasesPassedMail } from '../mails/testing-mails.ts'
import type { ProductRow } from '../products/find-product.ts'
import { moveEnrolment } from '../products/move-enrolment.ts'
import { productCredentials } from '../products/product-credentials.ts'
import { type Evidence, findEvidence, tracedAs } from './find-evidence.ts'
import { serviceCalls, type Traffic, tokenRequests } from './traffic.ts'

type Seen = { service: DspService; caseId: string; evidence: Evidence }
type First = { service: DspService; at: Date }

/**
 * Looks at the calls that the product made, and ticks the cases that they show: by the system, with the trace as
 * evidence. Moves each environment on where that was its first call, or its last case.
 *
 * @returns true when something changed
 */
export async function settleProduct(runtime: Runtime, product: ProductRow): Promise<boolean> {
  const { store } = runtime
  const open = product.enrolments.filter(({ status }) => isInTests(status))
  if (open.length === 0) return false
  const traffic = await trafficOf(store, product)
  const ticked = await store.dspTick.findMany({
    where: { productId: product.id },
    select: { service: true, caseId: true },
  })
  const isTicked = (service: DspService, caseId: string) =>
    ticked.some((tick) => tick.service === service && tick.caseId === caseId)
  const seen: Seen[] = []
  const firsts: First[] = []
  for (const { service, status } of open) {
    if (status === 'PACK_SENT') {
      const at = await firstCall(store, service, traffic)
      if (at !== undefined) firsts.push({ service, at })
    }
    for (const { id, sign } of casesFor(service, product.hosting)) {
      if (isTicked(service, id)) continue
      const evidence = await findEvidence(store, sign, service, traffic)
      if (evidence !== undefined) seen.push({ service, caseId: id, evidence })
    }
  }
  if (seen.length === 0 && firsts.length === 0) return false
  await writeDown(runtime, product, seen, firsts)
  return true
}

/** The calls that count for a product: those with its credentials, since it was registered. */
export async function trafficOf(
  db: Store | Transaction,
  product: { abn: string; code: string; createdAt: Date },
): Promise<Traffic> {
  const credentials = await productCredentials(db, product)
  return { credentialIds: credentials.map(({ id }) => id), since: product.createdAt }
}

async function firstCall(store: Store, service: DspService, traffic: Traffic): Promise<Date | undefined> {
  if (traffic.credentialIds.length === 0) return undefined
  const [first] = await store.$queryRaw<{ at: Date }[]>(Prisma.sql`
    SELECT t."at" FROM "Trace" t
    WHERE (${tokenRequests(traffic)}) OR (${serviceCalls(traffic, tracedAs[service])})
    ORDER BY t."at" LIMIT 1`)
  return first?.at
}

async function writeDown(runtime: Runtime, product: ProductRow, seen: readonly Seen[], firsts: readonly First[]) {
  const abn = product.abn as Abn
  let effects = noEffects()
  await inTransaction(runtime.store, async (tx) => {
    effects = noEffects()
    const business = await lockBusiness(tx, runtime.clock, abn)
    const tools = changeTools(tx, runtime, business, 'system', effects)
    await tx.dspTick.createMany({
      data: seen.map(({ service, caseId, evidence: { traceId, at, sentence } }) => ({
        productId: product.id,
        service,
        caseId,
        at,
        traceId,
        evidence: sentence,
      })),
      skipDuplicates: true,
    })
    for (const { service } of firsts) await moveIfPossible(tools, product, service, 'see-call')
    for (const service of new Set(seen.map((one) => one.service))) await passIfAllTicked(tools, product, service)
  })
  tellTheHouse(runtime, [abn], effects)
}

/** Moves an environment on when its last case is ticked, and tells the main contact. */
export async function passIfAllTicked(
  tools: ChangeTools,
  product: Pick<ProductRow, 'id' | 'abn' | 'name' | 'productVersion' | 'hosting'>,
  service: DspService,
): Promise<void> {
  const ticks = await tools.tx.dspTick.findMany({ where: { productId: product.id, service }, select: { caseId: true } })
  const done = new Set(ticks.map(({ caseId }) => caseId))
  if (!casesFor(service, product.hosting).every(({ id }) => done.has(id))) return
  if (!(await moveIfPossible(tools, product, service, 'pass-all'))) return
  const main = await tools.tx.dspContact.findUnique({ where: { mainOf: product.abn } })
  if (main !== null) await tools.mail(allCasesPassedMail(tools.runtime.settings, tools, product, service, main.email))
}

async function moveIfPossible(
  tools: ChangeTools,
  product: Pick<ProductRow, 'id' | 'name' | 'productVersion'>,
  service: DspService,
  event: 'see-call' | 'pass-all',
): Promise<boolean> {
  const row = await tools.tx.dspEnrolment.findUnique({
    where: { productId_service: { productId: product.id, service } },
    select: { status: true },
  })
  if (row === null || afterEvent(row.status, event) === undefined) return false
  await moveEnrolment(tools, product, service, event)
  return true
}
