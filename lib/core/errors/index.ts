import { apiErrors } from './api.ts'
import { as4Errors } from './as4.ts'
import { commonErrors } from './common.ts'
import { credentialErrors } from './credentials.ts'
import { deskErrors } from './desk.ts'
import { dspErrors } from './dsp.ts'
import { historyErrors } from './history.ts'
import { identifierErrors } from './identifiers.ts'
import { identityErrors } from './identity.ts'
import { keystoreErrors } from './keystore.ts'
import { kitErrors } from './kit.ts'
import { masErrors } from './mas.ts'
import { pkiErrors } from './pki.ts'
import { ramErrors } from './ram.ts'
import { samlErrors } from './saml.ts'
import { sandboxErrors } from './sandbox.ts'
import { sbrErrors } from './sbr.ts'
import { startErrors } from './start.ts'
import { trustErrors } from './trust.ts'
import { usiErrors } from './usi.ts'
import { xmlErrors } from './xml.ts'

/**
 * The one error table. Each area of the house keeps its rows in a file of its own beside this one.
 * A code is `area.what-is-wrong`; it is public, so it never changes its meaning.
 */
export const errorTable = {
  ...commonErrors,
  ...credentialErrors,
  ...identifierErrors,
  ...identityErrors,
  ...startErrors,
  ...keystoreErrors,
  ...masErrors,
  ...pkiErrors,
  ...samlErrors,
  ...xmlErrors,
  ...ramErrors,
  ...historyErrors,
  ...trustErrors,
  ...usiErrors,
  ...as4Errors,
  ...sbrErrors,
  ...kitErrors,
  ...apiErrors,
  ...sandboxErrors,
  ...dspErrors,
  ...deskErrors,
}

/** The closed union of every error code that Mandate can give. */
export type ErrorCode = keyof typeof errorTable

/** Values that fill the `{name}` places of an error's sentences. Never a secret: they are shown and logged. */
export type ErrorDetails = Readonly<Record<string, string | number>>

/**
 * The only error that Mandate throws on purpose. Thrown at the place that knows, caught at the edge that can say
 * something to a person.
 *
 * @example
 * throw new MandateError('abn.invalid', { value: '11 111 111 111' })
 */
export class MandateError extends Error {
  override readonly name = 'MandateError'
  readonly code: ErrorCode
  readonly details: ErrorDetails
  /** For a form: what is wrong with each field, by the field's name. */
  readonly fields: FieldErrors

  constructor(code: ErrorCode, details: ErrorDetails = {}, options: ErrorOptions & { fields?: FieldErrors } = {}) {
    super(`${code}: ${fill(errorTable[code].happened, details)}`, options)
    this.code = code
    this.details = details
    this.fields = options.fields ?? {}
  }
}

/** One sentence for each field of a form that cannot be accepted, by the field's name. */
export type FieldErrors = Readonly<Record<string, string>>

/** What a person or program is told about an error. */
export type ErrorText = {
  code: ErrorCode
  status: number
  title: string
  happened: string
  remedy: string
  fields: FieldErrors
}

/**
 * Turns any thrown value into what may be shown. Anything that is not a {@link MandateError} becomes
 * `common.internal`, so that no internal text leaks.
 */
export function describeError(error: unknown): ErrorText {
  const known = isMandateError(error) ? error : new MandateError('common.internal')
  const row = errorTable[known.code]
  return {
    code: known.code,
    status: row.status,
    title: row.title,
    happened: fill(row.happened, known.details),
    remedy: fill(row.remedy, known.details),
    fields: known.fields ?? {},
  }
}

/**
 * True for a {@link MandateError}. By name, not by class: the pages' bundle and the server are two module graphs in
 * one process, each with a class of its own.
 */
export function isMandateError(error: unknown): error is MandateError {
  return error instanceof Error && error.name === 'MandateError' && (error as MandateError).code in errorTable
}

/** True for a {@link MandateError} with one of the codes. */
export function hasCode(error: unknown, ...codes: ErrorCode[]): error is MandateError {
  return isMandateError(error) && codes.includes(error.code)
}

function fill(sentence: string, details: ErrorDetails): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(details[name] ?? place))
}
