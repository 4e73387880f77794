/** Bundles certificates (DER) into a certs-only CMS SignedData (RFC 5652 section 5), in the order given. Runs in the browser. */
export function bundleCertificates(ders: readonly Uint8Array[]): Uint8Array {
  throw new Error(`not built: ${ders.length}`)
}

/**
 * The certificates (DER) of a CMS SignedData, BER or DER, with or without signers, in the order of the file.
 *
 * @throws MandateError `cms.malformed`, `cms.no-certificates`
 */
export function readCertificateBundle(bytes: Uint8Array): Uint8Array[] {
  throw new Error(`not built: ${bytes.length}`)
}
