import { type Instant, minute } from '../../core/clock.ts'
import { publicKeyOf } from '../../formats/pki/certificate/public-key.ts'
import type { AssertionPolicy } from '../../formats/saml/index.ts'
import type { Authority } from '../../platform/authority/authority.ts'

/** Difference of clocks that is forgiven for tokens, ms. */
const tokenSkew = 2 * minute

/** What a simulated service accepts as a token: from our token service, for one of its own addresses. */
export function tokenPolicy(own: {
  authority: Pick<Authority, 'relyingPartyKey' | 'tokenSigningCertificates'>
  relyingParty: 'usi' | 'sbr'
  audiences: readonly string[]
  now: Instant
  allowSha1: boolean
  confirmations: AssertionPolicy['confirmations']
}): AssertionPolicy {
  const { authority, relyingParty, ...rest } = own
  return {
    ...rest,
    signers: authority
      .tokenSigningCertificates()
      .map((certificate) => ({ certificate: certificate.der, publicKey: publicKeyOf(certificate) })),
    skew: tokenSkew,
    privateKey: authority.relyingPartyKey(relyingParty).privateKey,
  }
}
