import { z } from 'zod'
import type { CredentialStatus } from '../../../platform/store/generated/client.ts'
import { afterEvent } from '../../../policy/dsp/enrolment.ts'
import { audienceNames, hostingNames } from '../../../policy/dsp/products.ts'
import type { UseCaseContext } from '../../context.ts'
import { listTestData } from '../../evte/list-test-data.ts'
import { parseInput } from '../../parse-input.ts'
import { abn, recordId } from '../../ram/fields.ts'
import { settleProduct } from '../conformance/settle-product.ts'
import { type ProductSummary, summariseProduct } from '../organisations/view-organisation.ts'
import { commandOf, credentialCommand, testKitOf } from '../pack/test-kit.ts'
import { enterRegisteredDsp } from '../scene.ts'
import { findProduct } from './find-product.ts'
import { productCredentials } from './product-credentials.ts'
import { checkReadiness, type ReadinessItem } from './readiness.ts'

export const viewProductInput = z.object({ abn, id: recordId })
export type ViewProductInput = z.input<typeof viewProductInput>

export type ProductView = {
  business: { abn: string; name: string }
  may: { support: boolean; manage: boolean }
  product: ProductSummary & {
    code: string
    audience: string
    registeredByName: string
    channel: string
    usiKitGrantedAt: string | null
    packDownloadedAt: string | null
  }
  readiness: ReadinessItem[]
  credentials: { id: string; abn: string; name: string; status: CredentialStatus; validTo: string; isTest: boolean }[]
  /** Makes a test credential, for a terminal. */
  credentialCommand: string
  /** Environments that the person may take the product out of. */
  withdrawable: string[]
}

/** A product with its environments, what is missing, and the credentials that test it. */
export async function viewProduct(context: UseCaseContext, input: ViewProductInput): Promise<ProductView> {
  const asked = parseInput(viewProductInput, input)
  const { business, may } = await enterRegisteredDsp(context, asked.abn)
  const { store } = context.runtime
  await settleProduct(context.runtime, await findProduct(store, asked))
  const row = await findProduct(store, asked)
  const { settings } = context.runtime
  const data = settings.mode === 'sandbox' ? await listTestData({ settings, store }) : undefined
  const services = row.enrolments.filter(({ status }) => status !== 'WITHDRAWN').map(({ service }) => service)
  const [readiness, credentials] = await Promise.all([
    checkReadiness(store, row, services),
    productCredentials(store, row),
  ])
  return {
    business: { abn: business.abn, name: business.name },
    may,
    product: {
      ...summariseProduct(row),
      code: row.code,
      hosting: hostingNames[row.hosting].name,
      audience: audienceNames[row.audience].name,
      registeredByName: row.registeredByName,
      channel: row.channel,
      usiKitGrantedAt: row.usiKitGrantedAt?.toISOString() ?? null,
      packDownloadedAt: row.packDownloadedAt?.toISOString() ?? null,
    },
    readiness,
    credentials: credentials.map(({ id, abn, name, status, notAfter, isTest }) => ({
      id,
      abn,
      name,
      status,
      validTo: notAfter.toISOString(),
      isTest,
    })),
    credentialCommand: commandOf(credentialCommand, testKitOf(settings, row, data)),
    withdrawable: may.manage
      ? row.enrolments
          .filter(({ status }) => afterEvent(status, 'withdraw') !== undefined)
          .map(({ service }) => service)
      : [],
  }
}
