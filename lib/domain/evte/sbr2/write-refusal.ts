import type { ErrorRow } from '../../../core/errors/define.ts'
import { describeError, type ErrorCode, errorTable, type MandateError } from '../../../core/errors/index.ts'
import { ebmsErrors, type SignalMessage } from '../../../formats/as4/index.ts'
import { newMessageId } from './exchange/reply.ts'
import type { Sbr2World } from './world.ts'

/**
 * The Error signal for an error: its ebMS code, the sentences, and the trace to look at.
 *
 * @see ebMS 3.0 core section 6
 */
export function writeSignalFor(
  error: MandateError,
  { messageId, traceId }: { messageId: string | undefined; traceId: string },
  { now, random }: Pick<Sbr2World, 'now' | 'random'>,
): SignalMessage {
  const { code, title, happened, remedy } = describeError(error)
  const row: ErrorRow = errorTable[code]
  const ebms = ebmsCodeOf(code)
  return {
    kind: 'errors',
    timestamp: now,
    messageId: newMessageId(random),
    ...(messageId && { refToMessageId: messageId }),
    errors: [
      {
        code: ebms,
        ...(ebmsErrors[ebms] as NonNullable<(typeof ebmsErrors)[string]>),
        ...(messageId && { refToMessageInError: messageId }),
        description: `${title}.`,
        detail: `${happened} ${remedy} Code: ${row.modelled ? `${row.modelled}, ` : ''}${code}. Trace: ${traceId}.`,
      },
    ],
  }
}

/** The ebMS code of an error: its own, else that of what kind of error it is. */
export function ebmsCodeOf(code: ErrorCode): string {
  const row: ErrorRow = errorTable[code]
  if (row.event?.startsWith('EBMS:')) return row.event
  if (row.side === 'receiver') return 'EBMS:0004'
  if (code === 'xmldsig.algorithm-not-allowed') return 'EBMS:0103'
  const area = code.slice(0, code.indexOf('.'))
  return codeOfArea[area] ?? 'EBMS:0004'
}

const codeOfArea: Readonly<Record<string, string>> = {
  xml: 'EBMS:0009',
  xmldsig: 'EBMS:0101',
  xmlenc: 'EBMS:0102',
  saml: 'EBMS:0101',
  certificate: 'EBMS:0101',
  mas: 'EBMS:0101',
}
