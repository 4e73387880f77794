import { toBase64 } from '../../core/bytes.ts'
import { XmlFragment, xml } from '../xml/index.ts'
import { algorithms, signReferences } from '../xmldsig/index.ts'
import type { AssertionSigner, AssertionToWrite } from './assertion.ts'
import { writeSaml1 } from './write-saml1.ts'
import { writeSaml2 } from './write-saml2.ts'

/**
 * Makes a signed assertion. It is written in its canonical form at once, so that it is digested as it stands and never
 * parsed again.
 *
 * @see SAML 2.0 core; SAML 1.1 core; SAML Token Profile 1.1; docs/wire-formats.md, The assertion
 */
export function writeAssertion(assertion: AssertionToWrite, signer: AssertionSigner): XmlFragment {
  const { beforeSignature, afterSignature } =
    assertion.version === 'saml2' ? writeSaml2(assertion) : writeSaml1(assertion)
  const sha256 = signer.hash === 'sha256'
  const signature = signReferences({
    references: [{ uri: `#${assertion.id}`, enveloped: true, canonical: beforeSignature + afterSignature }],
    key: signer.privateKey,
    signatureAlgorithm: sha256 ? algorithms.rsaSha256 : algorithms.rsaSha1,
    digestAlgorithm: sha256 ? algorithms.sha256 : algorithms.sha1,
    keyInfo: signer.keyInfo,
  })
  return XmlFragment.ofMarkup(beforeSignature + signature.markup + afterSignature)
}

/** Content of `ds:KeyInfo` that carries the signer's certificate (DER). */
export function signerKeyInfo(certificate: Uint8Array): XmlFragment {
  return xml`<ds:X509Data><ds:X509Certificate>${toBase64(certificate)}</ds:X509Certificate></ds:X509Data>`
}
