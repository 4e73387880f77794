import type { Instant } from '../../../core/clock.ts'
import type { ErrorRow } from '../../../core/errors/define.ts'
import { eventOf } from '../../../core/errors/event-of.ts'
import { describeError, errorTable, type MandateError } from '../../../core/errors/index.ts'
import { type Random, uuid } from '../../../core/random.ts'
import {
  type FaultSubcode,
  faultText,
  securitySubcode,
  trustSubcode,
  writeFault,
} from '../../../formats/wstrust/index.ts'
import { xml } from '../../../formats/xml/index.ts'

/**
 * The fault message for an error.
 *
 * @see docs/wire-formats.md, Faults
 */
export function writeRefusal(
  error: MandateError,
  about: { messageId: string | undefined; traceId: string | undefined },
  { now, random }: { now: Instant; random: Random },
): string {
  const { code, title, happened, remedy } = describeError(error)
  const row: ErrorRow = errorTable[code]
  const event = eventOf(code)
  const trace = about.traceId
  const part = (name: 'Code' | 'Event', value: string) =>
    name === 'Code' ? xml`<m:Code>${value}</m:Code>` : xml`<m:Event>${value}</m:Event>`
  return writeFault({
    ids: { message: uuid(random), timestamp: uuid(random) },
    relatesTo: about.messageId,
    now,
    side: code === 'mas.must-understand' ? 'must-understand' : (row.side ?? 'sender'),
    subcode: code === 'mas.must-understand' ? undefined : subcodeOf(code),
    text: faultText({ title, event, description: happened, advice: remedy, trace }),
    detail: xml`<m:Refusal xmlns:m="urn:mandate:fault">${part('Code', code)}${part('Event', event)}${trace && xml`<m:Trace>${trace}</m:Trace>`}</m:Refusal>`,
  })
}

/** Subcodes by the beginning of the code; the first that fits counts. */
const subcodes: readonly (readonly [string, FaultSubcode])[] = [
  ['xmldsig.algorithm-not-allowed', securitySubcode('UnsupportedAlgorithm')],
  ['xmldsig.', securitySubcode('FailedCheck')],
  ['xml.', trustSubcode('InvalidRequest')],
  ['certificate.malformed', securitySubcode('InvalidSecurityToken')],
  ['mas.certificate-missing', securitySubcode('InvalidSecurityToken')],
  ['certificate.', trustSubcode('FailedAuthentication')],
  ['mas.credential-', trustSubcode('FailedAuthentication')],
  ['mas.business-', trustSubcode('FailedAuthentication')],
  ['mas.replayed', securitySubcode('FailedCheck')],
  ['mas.timestamp-not-signed', securitySubcode('FailedCheck')],
  ['mas.security-', securitySubcode('InvalidSecurity')],
  ['mas.timestamp-', securitySubcode('InvalidSecurity')],
  ['mas.signature-', securitySubcode('InvalidSecurity')],
  ['mas.signed-part-', securitySubcode('InvalidSecurity')],
  ['mas.key-reference', securitySubcode('SecurityTokenUnavailable')],
  ['mas.message-expired', trustSubcode('ExpiredData')],
  ['mas.message-not-', trustSubcode('InvalidTimeRange')],
  ['mas.lifetime', trustSubcode('InvalidTimeRange')],
  ['mas.relying-party-', trustSubcode('InvalidScope')],
  ['mas.applies-to-', trustSubcode('InvalidScope')],
  ['mas.validate-not-relying-party', trustSubcode('FailedAuthentication')],
  ['mas.validate-not-signed', securitySubcode('FailedCheck')],
  ['mas.act-as-', trustSubcode('RequestFailed')],
  ['mas.claim-unavailable', trustSubcode('RequestFailed')],
  ['mas.version-off', trustSubcode('RequestFailed')],
  ['common.', trustSubcode('RequestFailed')],
  ['mas.', trustSubcode('InvalidRequest')],
]

function subcodeOf(code: string): FaultSubcode {
  return subcodes.find(([beginning]) => code.startsWith(beginning))?.[1] ?? trustSubcode('RequestFailed')
}
