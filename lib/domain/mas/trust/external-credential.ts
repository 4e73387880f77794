import type { ExternalCredential as Row } from '../../../platform/store/generated/client.ts'

/** A credential of another authority that this sandbox trusts; plain data, moments as ISO text. */
export type ExternalCredentialView = {
  id: string
  abn: string
  businessName: string
  name: string
  /** Name of the authority that is trusted for it. */
  authority: string
  authorityFingerprint: string
  validTo: string
  addedAt: string
}

/** What people are told about revocation, wherever external credentials are shown. */
export const externalRevocationPolicy =
  'Mandate does not ask the authority of an external credential whether it was revoked. Such a credential works in this sandbox until its certificate ends or somebody stops trusting it here.'

/** At most so many in one sandbox: the list is kept in memory. */
export const mostExternalCredentials = 500

/** Turns a row into what is shown. */
export function showExternalCredential(row: Row & { business: { name: string } }): ExternalCredentialView {
  return {
    id: row.id,
    abn: row.abn,
    businessName: row.business.name,
    name: row.name,
    authority: row.anchorSubject,
    authorityFingerprint: row.anchorFingerprint,
    validTo: row.notAfter.toISOString(),
    addedAt: row.addedAt.toISOString(),
  }
}
