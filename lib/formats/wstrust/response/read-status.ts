import { MandateError } from '../../../core/errors/index.ts'
import { childOf, namespaces, onlyChild, textOf, type XmlDocument } from '../../xml/index.ts'
import { readEnvelope } from '../message/read-envelope.ts'
import { statusCodes } from '../uris.ts'
import type { TokenStatus } from './write-status.ts'

/**
 * Reads the answer of a token service to the question whether a token holds.
 *
 * @throws MandateError `xml.*` where it is not what WS-Trust says: also for a status that is neither valid nor invalid
 * @see WS-Trust 1.3 section 7
 */
export function readStatusResponse(document: XmlDocument): TokenStatus {
  const { content } = readEnvelope(document)
  const response =
    content.local === 'RequestSecurityTokenResponseCollection'
      ? onlyChild(content, namespaces.wst13, 'RequestSecurityTokenResponse')
      : content
  const status = onlyChild(response, namespaces.wst13, 'Status')
  const code = textOf(onlyChild(status, namespaces.wst13, 'Code')).trim()
  const reason = childOf(status, namespaces.wst13, 'Reason')
  if (code !== statusCodes.valid && code !== statusCodes.invalid) {
    throw new MandateError('xml.unexpected-element', { element: `Code ${code.slice(0, 100)}`, parent: 'Status' })
  }
  return { valid: code === statusCodes.valid, reason: reason ? textOf(reason) : '' }
}
