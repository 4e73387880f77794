import type { DspProduct } from '../../../platform/store/generated/client.ts'
import type { Store, Transaction } from '../../../platform/store/open.ts'
import type { DspService } from '../../../policy/dsp/products.ts'
import { productCredentials } from './product-credentials.ts'

/** One thing that the process asks for before the tests of a product can be finished. */
export type ReadinessItem = {
  id: 'service' | 'developer' | 'main-contact' | 'pack' | 'credential' | 'usi-kit'
  label: string
  isMet: boolean
  /** Why it is asked for, or what to do. */
  remedy: string
}

/** Checks what the process demands first, and says what is missing. */
export async function checkReadiness(
  db: Store | Transaction,
  product: DspProduct,
  services: readonly DspService[],
): Promise<ReadinessItem[]> {
  const [organisation, main, credentials] = await Promise.all([
    db.dspOrganisation.findUnique({ where: { abn: product.abn }, select: { abn: true } }),
    db.dspContact.findUnique({ where: { mainOf: product.abn }, select: { phone: true } }),
    productCredentials(db, product, 1),
  ])
  const items: ReadinessItem[] = [
    {
      id: 'service',
      label: 'The product uses SBR or USI web services',
      isMet: services.length > 0,
      remedy: 'Register the product for at least one service.',
    },
    {
      id: 'developer',
      label: 'The organisation is registered as a developer',
      isMet: organisation !== null,
      remedy: 'Send the SBR developer registration.',
    },
    {
      id: 'main-contact',
      label: 'There is a main contact with a phone number',
      isMet: (main?.phone ?? '') !== '',
      remedy: 'Name a main contact.',
    },
    {
      id: 'pack',
      label: 'The welcome pack with the developer kit is downloaded',
      isMet: product.packDownloadedAt !== null,
      remedy: 'Download the zip file of the welcome pack.',
    },
    {
      id: 'credential',
      label: 'There is a test credential of the product',
      isMet: credentials.length > 0,
      remedy: `Make one whose name begins with ${product.code}, in the browser or with the command.`,
    },
  ]
  if (services.includes('USI')) {
    items.push({
      id: 'usi-kit',
      label: 'The USI developer kit is applied for',
      isMet: product.usiKitGrantedAt !== null,
      remedy: 'Send the USI developer kit application. It is granted at once.',
    })
  }
  return items
}
