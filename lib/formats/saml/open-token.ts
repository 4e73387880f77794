import type { KeyObject } from 'node:crypto'
import { MandateError } from '../../core/errors/index.ts'
import { childOf, namespaces, type XmlDocument, type XmlElement } from '../xml/index.ts'
import { algorithms } from '../xmldsig/index.ts'
import { decryptXml, encryptionAlgorithms } from '../xmlenc/index.ts'
import type { VerifiedAssertion } from './assertion.ts'
import { type AssertionPolicy, readAssertion } from './read-assertion.ts'

/**
 * Opens the token of a security header: `xenc:EncryptedData`, or the `saml2:EncryptedAssertion` around it, for clients
 * send either. Then verifies it as {@link readAssertion} does.
 *
 * @throws MandateError `xmlenc.*`, `saml.*`, `xmldsig.*`
 */
export function openToken(token: XmlElement, policy: AssertionPolicy): VerifiedAssertion {
  return readAssertion(decryptToken(token, policy.privateKey), policy)
}

/**
 * The assertion inside a token, as a document of its own. Nothing about it is verified.
 *
 * @throws MandateError `xmlenc.*`, `saml.malformed`
 */
export function decryptToken(token: XmlElement, privateKey: KeyObject): XmlDocument {
  const wrapped = token.local === 'EncryptedAssertion' && token.ns === namespaces.saml2
  const data = wrapped ? childOf(token, namespaces.xenc, 'EncryptedData') : token
  if (data?.local !== 'EncryptedData' || data.ns !== namespaces.xenc) {
    throw new MandateError('saml.malformed', { problem: 'there is no EncryptedData' })
  }
  return decryptXml(data, privateKey, decryptionPolicy, { depth: 24, nodes: 2_000 })
}

const decryptionPolicy = {
  contentAlgorithms: [encryptionAlgorithms.aes256Cbc, encryptionAlgorithms.aes128Cbc, encryptionAlgorithms.aes256Gcm],
  keyTransports: [encryptionAlgorithms.rsaOaepMgf1p, encryptionAlgorithms.rsaOaep11],
  oaepDigests: [algorithms.sha1, algorithms.sha256],
  maxBytes: 64 * 1024,
}
