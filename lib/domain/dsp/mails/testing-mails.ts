import type { Settings } from '../../../platform/settings/settings.ts'
import type { DspService } from '../../../policy/dsp/products.ts'
import { businessFacts, type DspMail } from './dsp-mails.ts'
import { dspAddresses } from './page-addresses.ts'

type House = Pick<Settings, 'publicUrl'>
type Business = { abn: string; name: string }
type Product = { id: string; name: string; productVersion: string }

/** To the main contact: every case is ticked, so the tests can be finished. */
export function allCasesPassedMail(
  house: House,
  business: Business,
  product: Product,
  service: DspService,
  to: string,
): DspMail {
  const named = `${product.name} ${product.productVersion}`
  return {
    dedupeKey: `dsp-all-passed/${product.id}/${service}`,
    kind: 'dsp-all-cases-passed',
    to,
    subject: `${named} passed every case of ${service}`,
    heading: 'Every case is ticked',
    blocks: [
      { text: `We saw ${named} do everything that the checklist of ${service} asks for.` },
      { facts: businessFacts(business) },
      { text: 'Finish the tests to have the product verified and its report written.' },
      {
        link: `${dspAddresses(house).product(business.abn, product.id)}/tests/${service.toLowerCase()}`,
        label: 'Open the checklist',
      },
    ],
  }
}

/** To the main contact and whoever finished the tests: the product is verified. */
export function verifiedMail(
  house: House,
  business: Business,
  product: Product,
  service: DspService,
  to: string,
): DspMail {
  const named = `${product.name} ${product.productVersion}`
  return {
    dedupeKey: `dsp-verified/${product.id}/${service}/${to}`,
    kind: 'dsp-verified',
    to,
    subject: `${named} is verified for ${service}`,
    heading: 'The product is verified',
    blocks: [
      { text: `${named} passed every conformance case of ${service}. Its report is written; keep it.` },
      { facts: businessFacts(business) },
      {
        link: dspAddresses(house).report(business.abn, product.id, service.toLowerCase()),
        label: 'Open the report, to print it or to download it as PDF',
      },
    ],
  }
}
