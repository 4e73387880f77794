import { type ErrorCode, errorTable, isMandateError, MandateError } from '../../../core/errors/index.ts'

/**
 * The error in the words of a service. What is shared speaks for the token service or for the registry; where the
 * service has the same error, that is the one to give. What is no refusal at all is a fault of the service itself.
 */
export function inWordsOf(service: 'usi' | 'sbr', thrown: unknown): MandateError {
  if (!isMandateError(thrown)) return new MandateError(`${service}.internal`)
  const [area, name] = thrown.code.split('.')
  const own = `${service}.${name}`
  const isShared = area === 'mas' || area === 'usi'
  return isShared && own !== thrown.code && own in errorTable
    ? new MandateError(own as ErrorCode, thrown.details)
    : thrown
}
