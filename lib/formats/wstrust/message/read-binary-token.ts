import { MandateError } from '../../../core/errors/index.ts'
import { attributeOf, textOf, type XmlElement } from '../../xml/index.ts'
import { base64Encoding, x509Token } from '../uris.ts'

/**
 * The text, base64 of DER, of an X.509 certificate in a `wsse:BinarySecurityToken`. Not decoded here: a reader may
 * know the certificate by its text.
 *
 * @throws MandateError `mas.certificate-missing` for tokens of another kind
 * @see WS-Security: X.509 Certificate Token Profile 1.1, section 3.1
 */
export function readBinaryToken(token: XmlElement): string {
  const valueType = attributeOf(token, '', 'ValueType') ?? x509Token
  const encoding = attributeOf(token, '', 'EncodingType') ?? base64Encoding
  const text = textOf(token).trim()
  if (valueType !== x509Token || encoding !== base64Encoding || text === '') {
    throw new MandateError('mas.certificate-missing')
  }
  return text
}
