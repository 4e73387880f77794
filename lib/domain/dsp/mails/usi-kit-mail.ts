import type { Settings } from '../../../platform/settings/settings.ts'
import type { DspProduct } from '../../../platform/store/generated/client.ts'
import { businessFacts, type DspMail } from './dsp-mails.ts'
import { dspAddresses } from './page-addresses.ts'

/** The USI developer kit: where its parts are. */
export function usiKitMail(
  house: Pick<Settings, 'publicUrl' | 'publicHttpsUrl'>,
  business: { abn: string; name: string },
  product: DspProduct,
  to: string,
): DspMail {
  const service = `${house.publicHttpsUrl}/evte/usi/service/v5/usiservice.svc`
  const tokens = `${house.publicHttpsUrl}/R3.0/S007v1.3/service.svc`
  return {
    dedupeKey: `dsp-usi-kit/${product.id}`,
    kind: 'dsp-usi-kit',
    to,
    subject: `USI developer kit for ${product.name} ${product.productVersion}`,
    heading: 'Your USI developer kit',
    blocks: [
      { facts: [...businessFacts(business), ['Product', `${product.name} ${product.productVersion}`]] },
      { text: 'The application is granted. These are the parts of the kit:' },
      { link: `${service}?wsdl`, label: 'Technical services contract: the WSDL of the USI service' },
      { link: `${tokens}?wsdl`, label: 'Definition of the token service' },
      {
        text: 'Check character of a USI: 10 characters of 23456789ABCDEFGHJKLMNPQRSTUVWXYZ. The last one is the Luhn mod 32 check character of the first nine; from the right, every other character counts double, beginning with the ninth.',
      },
      {
        text: 'Connection: get a token for the address of the USI service, put it into the security header, and sign the Timestamp with its proof key.',
      },
      {
        link: `${dspAddresses(house).pack(business.abn, product.id)}`,
        label: 'Test credentials, organisation codes and USIs with their persons: the welcome pack',
      },
    ],
  }
}
