import { claimUris } from '../../formats/saml/claim-uris.ts'
import { type KitToken, requestToken, type TokenOptions } from '../token/request-token.ts'

/** Address that the tokens of a sandbox are for; the real test environment has another one. */
export const sbrAppliesTo = { test: 'https://test.sbr.gov.au/services', production: 'https://sbr.gov.au/services' }

/**
 * Asks the token service for a token for Standard Business Reporting: with the claims that it counts on, and a key of
 * 512 bits as its own software asks for. One token serves every service of SBR until it ends.
 *
 * @throws MandateError as `requestToken` does
 */
export async function requestSbrToken(
  options: Omit<TokenOptions, 'appliesTo' | 'claims'> & { appliesTo?: string },
): Promise<KitToken> {
  const { abn, commonName, credentialType, subjectId, fingerprint } = claimUris
  const claims = [abn, commonName, credentialType, subjectId, fingerprint]
  return await requestToken({ keySize: 512, appliesTo: sbrAppliesTo.test, ...options, claims })
}
