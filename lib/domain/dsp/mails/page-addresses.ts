import type { Settings } from '../../../platform/settings/settings.ts'

/** Where the pages of Online services for DSPs are that mails and packs lead to. */
export function dspAddresses({ publicUrl }: Pick<Settings, 'publicUrl'>) {
  const organisation = (abn: string) => `${publicUrl}/dsp/${abn}`
  const product = (abn: string, id: string) => `${organisation(abn)}/products/${id}`
  return {
    organisation,
    product,
    pack: (abn: string, id: string) => `${product(abn, id)}/welcome-pack`,
    report: (abn: string, id: string, service: string) => `${product(abn, id)}/report/${service}`,
    request: (abn: string, id: string) => `${organisation(abn)}/support/${id}`,
    deskRequest: (id: string) => `${publicUrl}/dsp/desk/${id}`,
  }
}
