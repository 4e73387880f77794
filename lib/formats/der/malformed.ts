import { describeError, type ErrorCode, isMandateError, MandateError } from '../../core/errors/index.ts'

/**
 * Runs a reader, and turns a fault of the encoding (`der.*`) into the error of the thing that was read, whose
 * sentence has a place `{what}`.
 */
export function orMalformed<Value>(code: ErrorCode, read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    if (!isMandateError(error) || !error.code.startsWith('der.')) throw error
    const { happened } = describeError(error)
    throw new MandateError(code, { what: happened.charAt(0).toLowerCase() + happened.slice(1, -1) }, { cause: error })
  }
}
