import type { Instant } from '../../../core/clock.ts'
import { namespaces, xml } from '../../xml/index.ts'
import { actions, statusCodes, statusType } from '../uris.ts'
import { writeEnvelope } from './write-response.ts'

/** Whether a token holds, and for one that does not, why. */
export type TokenStatus = { valid: boolean; reason: string }

/**
 * Writes the answer to the question whether a token holds.
 *
 * @see WS-Trust 1.3 section 7
 */
export function writeStatusResponse(
  { valid, reason }: TokenStatus,
  message: { ids: { message: string; timestamp: string }; relatesTo: string | undefined; now: Instant },
): string {
  const code = valid ? statusCodes.valid : statusCodes.invalid
  const body = xml`<RequestSecurityTokenResponse xmlns="${namespaces.wst13}"><TokenType>${statusType}</TokenType><Status><Code>${code}</Code><Reason>${reason}</Reason></Status></RequestSecurityTokenResponse>`
  return writeEnvelope({ action: actions.validated, body, ...message })
}
