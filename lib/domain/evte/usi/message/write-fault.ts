import type { Instant } from '../../../../core/clock.ts'
import type { ErrorRow } from '../../../../core/errors/define.ts'
import { describeError, errorTable, type MandateError } from '../../../../core/errors/index.ts'
import { type Random, uuid } from '../../../../core/random.ts'
import { type UsiOperation, type UsiProblem, usiAction, usiNamespaces } from '../../../../formats/usi/index.ts'
import { faultText, securitySubcode, writeFault } from '../../../../formats/wstrust/index.ts'
import { type XmlFragment, xml } from '../../../../formats/xml/index.ts'

/** What a fault is about, beside its error. */
export type FaultContext = {
  messageId: string | undefined
  operation: UsiOperation | undefined
  traceId: string
  /** For a request that breaks its schema: every problem. */
  problems?: readonly UsiProblem[]
}

/**
 * The fault of the USI service for an error: `ErrorInfo` for one, `ArrayOfErrorInfo` for the problems of a request.
 *
 * @see docs/wire-formats.md, USI: faults
 */
export function writeUsiFault(
  error: MandateError,
  { messageId, operation, traceId, problems = [] }: FaultContext,
  { now, random }: { now: Instant; random: Random },
): string {
  const { code, title, happened, remedy } = describeError(error)
  const row: ErrorRow = errorTable[code]
  const number = usiErrorNumber(code)
  const detail =
    problems.length > 0
      ? xml`<ArrayOfErrorInfo xmlns="${usiNamespaces.faults}">${problems.map(({ path, problem }) => errorInfo(number, 'Validation', `${path} ${problem}.`, false))}</ArrayOfErrorInfo>`
      : errorInfo(number, title, `${happened} ${remedy}`, true)
  return writeFault({
    ids: { message: uuid(random), timestamp: uuid(random) },
    relatesTo: messageId,
    now,
    side: code === 'usi.must-understand' ? 'must-understand' : (row.side ?? 'sender'),
    subcode: number === securityNumber ? securitySubcode('InvalidSecurity') : undefined,
    text: faultText({ title, event: String(number), description: happened, advice: remedy, trace: traceId }),
    detail,
    ...(operation && { action: usiAction(operation, 'fault') }),
  })
}

const securityNumber = 2004

/** The number in `ErrorInfo` for an error: its own, else that of its area. */
export function usiErrorNumber(code: MandateError['code']): number {
  const row: ErrorRow = errorTable[code]
  if (code.startsWith('usi.')) return Number(row.event ?? 1001)
  if (row.side === 'receiver') return 1001
  return /^(saml|xmldsig|xmlenc|mas)\./.test(code) ? securityNumber : 1002
}

function errorInfo(number: number, title: string, message: string, declares: boolean): XmlFragment {
  const content = xml`<Code>${number}</Code><Title>${title}</Title><Message>${message}</Message>`
  return declares
    ? xml`<ErrorInfo xmlns="${usiNamespaces.faults}">${content}</ErrorInfo>`
    : xml`<ErrorInfo>${content}</ErrorInfo>`
}
